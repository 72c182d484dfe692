// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor as {@code pickle.dump} writes it: its storage is a legacy file within the pickle. */
public final class PickledTensor {
  private static final int[] MAGIC = {
    0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, '.'
  };

  private PickledTensor() {}

  /** Pickles float32 values as a tensor of shape [n, 1, 96, 64]. */
  public static byte[] examples(float[] values) {
    int count = values.length / (96 * 64);
    PickleBytes inner = new PickleBytes().code(MAGIC);
    inner.code(0x80, 2, 'M', 0xE9, 0x03, '.').code(0x80, 2, '}', '.');
    inner.code(0x80, 2).storage("FloatStorage", "k", values.length).code('.');
    inner.code(0x80, 2, ']', '(').text("k").code('e', '.');
    ByteBuffer data =
        ByteBuffer.allocate(Long.BYTES + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    data.putLong(values.length).asFloatBuffer().put(values);
    byte[] file = inner.bytes(data.array()).toByteArray();
    PickleBytes pickle = new PickleBytes().code(0x80, 3);
    pickle.global("torch._utils", "_rebuild_tensor_v2").code('(');
    pickle.global("torch.storage", "_load_from_bytes").code('B').number4(file.length).bytes(file);
    pickle.code(0x85, 'R').number(0).numbers(count, 1, 96, 64).numbers(6144, 6144, 64, 1);
    pickle.code(0x89).global("collections", "OrderedDict").code(')', 'R', 't', 'R', '.');
    return pickle.toByteArray();
  }
}
