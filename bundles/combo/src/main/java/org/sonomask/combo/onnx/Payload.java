// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sonomask.combo.tensor.Half;

/**
 * The elements of a stored tensor, little-endian, taken from their source only when written.
 *
 * @param count of elements
 * @param width bytes of one
 * @param writer puts element after element
 */
record Payload(int count, int width, Consumer<ByteBuffer> writer) implements Message.Chunk {

  static Payload float32(int count, Supplier<float[]> values) {
    return new Payload(count, Float.BYTES, bytes -> bytes.asFloatBuffer().put(values.get()));
  }

  /** Rounds to half precision. */
  static Payload float16(int count, Supplier<float[]> values) {
    return new Payload(
        count,
        Short.BYTES,
        bytes -> {
          for (float value : values.get()) {
            bytes.putShort(Half.fromFloat(value));
          }
        });
  }

  static Payload int64(long[] values) {
    return new Payload(values.length, Long.BYTES, bytes -> bytes.asLongBuffer().put(values));
  }

  static Payload int32(long[] values) {
    return new Payload(
        values.length,
        Integer.BYTES,
        bytes -> {
          for (long value : values) {
            bytes.putInt(Math.toIntExact(value));
          }
        });
  }

  @Override
  public long size() {
    return (long) count * width;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(size())];
    writer.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    out.write(bytes);
  }
}
