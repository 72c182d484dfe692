// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sonomask.djl.tensorrt.TensorInfo;

/** Made-up inputs of any model: coloured discs on slopes, and waves. */
final class Inputs {
  private static final int COLOURS = 3;

  private Inputs() {}

  /** Fills one tensor's first items. */
  static void fill(TensorInfo tensor, ByteBuffer memory, int count) {
    for (int item = 0; item < count; item++) {
      int start = item * tensor.itemBytes();
      if (tensor.type() == DataType.FLOAT32) {
        for (int i = 0; i < tensor.itemBytes() / Float.BYTES; i++) {
          float wave = (float) (Math.sin(i * 0.013 * (item + 1)) * 2 - 3 + Math.cos(i * 0.37));
          memory.putFloat(start + i * Float.BYTES, wave);
        }
      } else {
        picture(tensor, memory, start, item);
      }
    }
  }

  private static void picture(TensorInfo tensor, ByteBuffer memory, int start, int item) {
    int width = (int) tensor.item()[1];
    boolean colours = tensor.item().length == COLOURS;
    for (int i = 0; i < tensor.itemBytes(); i++) {
      int pixel = colours ? i / COLOURS : i;
      int x = pixel % width;
      int y = pixel / width;
      double distance = Math.hypot(x - 70 - 9.0 * item, y - 110);
      int value = distance < 45 ? 40 * (i % COLOURS) + 120 : (x + y * (i % COLOURS + 1)) / 4;
      memory.put(start + i, (byte) (colours ? value : x / 28 + y / 28 * 8));
    }
  }

  /** A direct buffer with them. */
  static ByteBuffer of(TensorInfo tensor, int count) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(tensor.itemBytes() * count).order(ByteOrder.nativeOrder());
    fill(tensor, buffer, count);
    return buffer;
  }
}
