// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.parity.FormulaClip;

/**
 * A batch of different windows, as the live model takes them.
 *
 * @param first number of the first window
 * @param count N
 * @param examples T, of each window's sound
 */
record Windows(int first, int count, int examples) {
  static final int SIZE = 224;
  private static final int PIXELS = SIZE * SIZE;
  private static final int MEL_FRAMES = 96;
  private static final int MEL_BANDS = 64;
  private static final int CELL = 28;

  /** The first windows. */
  Windows(int count, int examples) {
    this(0, count, examples);
  }

  /** An input's shape and its direct buffer, in native order. */
  record Input(long[] shape, ByteBuffer bytes) {}

  /** All inputs by name. */
  Map<String, Input> inputs() {
    ByteBuffer frames = direct(count * PIXELS * 3);
    ByteBuffer priors = direct(count * PIXELS);
    ByteBuffer logMels = direct(count * examples * MEL_FRAMES * MEL_BANDS * Float.BYTES);
    for (int i = 0; i < count; i++) {
      FormulaClip clip = new FormulaClip(first + i);
      frames.put(clip.frame(0));
      priors.put(prior(first + i));
      for (int example = 0; example < examples; example++) {
        for (float value : clip.logMel(example)) {
          logMels.putFloat(value);
        }
      }
    }
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("frame", new Input(new long[] {count, SIZE, SIZE, 3}, frames.flip()));
    inputs.put("prior", new Input(new long[] {count, SIZE, SIZE}, priors.flip()));
    inputs.put(
        "log_mel", new Input(new long[] {count, examples, MEL_FRAMES, MEL_BANDS}, logMels.flip()));
    return inputs;
  }

  /** Pixels of one output. */
  int pixels() {
    return count * PIXELS;
  }

  private static byte[] prior(int window) {
    byte[] prior = new byte[PIXELS];
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      int row = pixel / SIZE / (CELL + window);
      int column = pixel % SIZE / CELL;
      prior[pixel] = (byte) (row * SIZE / CELL + column);
    }
    return prior;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
