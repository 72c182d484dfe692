// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffers message under construction (Protocol Buffers encoding, wire types 0, 2 and 5).
 * Large byte fields are produced only when the message is written.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final List<Chunk> chunks = new ArrayList<>();

  /** Bytes of known length. */
  interface Chunk {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }

  Message number(int field, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) field << 3 | VARINT);
    varint(out, value);
    return add(out.toByteArray());
  }

  Message real(int field, float value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) field << 3 | FIXED32);
    byte[] bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    out.writeBytes(bytes);
    return add(out.toByteArray());
  }

  Message text(int field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return head(field, bytes.length).add(bytes);
  }

  /** Numbers in one packed field. */
  Message numbers(int field, long[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long value : values) {
      varint(out, value);
    }
    return head(field, out.size()).add(out.toByteArray());
  }

  Message message(int field, Message value) {
    head(field, value.size());
    chunks.addAll(value.chunks);
    return this;
  }

  Message bytes(int field, Chunk value) {
    head(field, value.size());
    chunks.add(value);
    return this;
  }

  long size() {
    return chunks.stream().mapToLong(Chunk::size).sum();
  }

  void writeTo(OutputStream out) throws IOException {
    for (Chunk chunk : chunks) {
      chunk.writeTo(out);
    }
  }

  private Message head(int field, long length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) field << 3 | LENGTH);
    varint(out, length);
    return add(out.toByteArray());
  }

  private Message add(byte[] bytes) {
    chunks.add(
        new Chunk() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
          }
        });
    return this;
  }

  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
