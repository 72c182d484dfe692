// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

/**
 * The input of clip c: ten frames, of which a case uses the first ones.
 *
 * @param number c
 */
public record FormulaClip(int number) {
  private static final int SIZE = 224;
  private static final int BLOCK = 16;
  private static final int CELL = 28;
  private static final int CHOICES = 4;
  private static final int MELS = 96 * 64;

  /** RGB of one frame, [height, width, 3]. */
  public byte[] frame(int frame) {
    FormulaNumbers blocks = new FormulaNumbers("input:clip" + number + ":image_block");
    FormulaNumbers noise = new FormulaNumbers("input:clip" + number + ":image_noise");
    return picture(
        (channel, row, column) -> {
          double block =
              blocks.unit(index(frame, channel, row / BLOCK, column / BLOCK, SIZE / BLOCK));
          double grain = noise.unit(index(frame, channel, row, column, SIZE));
          return (int) Math.floor(256 * (0.7 * block + 0.3 * grain));
        });
  }

  /** RGB of one frame's maskige, [height, width, 3]. */
  byte[] maskige(int frame) {
    FormulaNumbers cells = new FormulaNumbers("input:clip" + number + ":maskige");
    return picture(
        (channel, row, column) ->
            cells.whole(index(frame, channel, row / CELL, column / CELL, SIZE / CELL)) & 0xFF);
  }

  /** Log-mel example of one frame, [96, 64]. */
  public float[] logMel(int frame) {
    FormulaNumbers numbers = new FormulaNumbers("input:clip" + number + ":log_mel");
    float[] logMel = new float[MELS];
    for (int i = 0; i < MELS; i++) {
      logMel[i] = (float) (6 * numbers.unit((long) frame * MELS + i) - 4.6);
    }
    return logMel;
  }

  /**
   * Labels of one frame, [height, width].
   *
   * @param classes 2 for background and object, or more
   */
  byte[] labels(int frame, int classes) {
    FormulaNumbers cells = new FormulaNumbers("input:clip" + number + ":label");
    FormulaNumbers choice = new FormulaNumbers("input:clip" + number + ":label_class");
    byte[] labels = new byte[SIZE * SIZE];
    int cellsPerRow = SIZE / CELL;
    for (int pixel = 0; pixel < labels.length; pixel++) {
      int row = pixel / SIZE / CELL;
      int column = pixel % SIZE / CELL;
      int cell = cells.whole(((long) frame * cellsPerRow + row) * cellsPerRow + column);
      int chosen = cell % CHOICES;
      labels[pixel] =
          (byte)
              (classes == 2
                  ? cell % 3 == 0 ? 1 : 0
                  : chosen == 0 ? 0 : choice.whole((long) frame * CHOICES + chosen) % classes);
    }
    return labels;
  }

  private interface Pixel {
    int value(int channel, int row, int column);
  }

  private static byte[] picture(Pixel pixel) {
    byte[] picture = new byte[SIZE * SIZE * 3];
    for (int row = 0, at = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        for (int channel = 0; channel < 3; channel++) {
          picture[at++] = (byte) pixel.value(channel, row, column);
        }
      }
    }
    return picture;
  }

  private static long index(int frame, int channel, int row, int column, int size) {
    return ((frame * 3L + channel) * size + row) * size + column;
  }
}
