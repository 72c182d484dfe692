// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.parity.FormulaClip;

/**
 * A batch of different windows that anyone can make.
 *
 * @param first number of the first window
 * @param count N
 * @param examples T, of each window's sound
 */
record Windows(int first, int count, int examples) implements Shown {
  private static final int MEL_FRAMES = 96;
  private static final int MEL_BANDS = 64;
  private static final int CELL = 28;

  /** The first windows. */
  Windows(int count, int examples) {
    this(0, count, examples);
  }

  @Override
  public Map<String, Input> inputs() {
    ByteBuffer frames = Shown.direct(count * PIXELS * 3);
    ByteBuffer priors = Shown.direct(count * PIXELS);
    ByteBuffer logMels = Shown.direct(count * examples * MELS * Float.BYTES);
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

  private static byte[] prior(int window) {
    byte[] prior = new byte[PIXELS];
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      int row = pixel / SIZE / (CELL + window);
      int column = pixel % SIZE / CELL;
      prior[pixel] = (byte) (row * SIZE / CELL + column);
    }
    return prior;
  }
}
