// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * Smooths a small picture of interleaved values by the mean over a square, twice; beyond its edges
 * the picture goes on with its last values. Not thread-safe; smoothing allocates nothing.
 */
final class BoxFilter {

  private static final int PASSES = 2;

  private final int columns;
  private final int rows;
  private final int components;
  private final int radius;
  private final int[] line;

  /**
   * @param components values of each pixel
   * @param radius pixels to either side
   */
  BoxFilter(int columns, int rows, int components, int radius) {
    this.columns = columns;
    this.rows = rows;
    this.components = components;
    this.radius = radius;
    this.line = new int[Math.max(columns, rows)];
  }

  /** Smooths a picture in place. */
  void smooth(int[] picture) {
    int pitch = columns * components;
    for (int pass = 0; pass < PASSES; pass++) {
      for (int row = 0; row < rows; row++) {
        for (int component = 0; component < components; component++) {
          smooth(picture, row * pitch + component, components, columns);
        }
      }
      for (int column = 0; column < pitch; column++) {
        smooth(picture, column, pitch, rows);
      }
    }
  }

  private void smooth(int[] picture, int start, int step, int length) {
    for (int i = 0; i < length; i++) {
      line[i] = picture[start + i * step];
    }
    int sum = (radius + 1) * line[0];
    for (int i = 0; i < radius; i++) {
      sum += line[Math.min(i, length - 1)];
    }
    for (int i = 0; i < length; i++) {
      sum += line[Math.min(i + radius, length - 1)];
      sum -= line[Math.max(0, i - radius - 1)];
      picture[start + i * step] = sum / (2 * radius + 1);
    }
  }
}
