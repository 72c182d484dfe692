// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;

/**
 * A picture's brightness in blocks of 8x8 pixels: coarse enough to be deaf to noise, fine enough to
 * see what moves. Not thread-safe.
 */
final class LumaGrid {
  private static final int BLOCK = 8;

  private final int width;
  private final int height;
  private final int[] sums;
  private final int columns;
  private final int rows;

  LumaGrid(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + BLOCK - 1) / BLOCK;
    sums = new int[columns];
    rows = (height + BLOCK - 1) / BLOCK;
  }

  int size() {
    return columns * rows;
  }

  /**
   * Computes the mean of each block, 0 to 255, from every second row.
   *
   * @param luma uint8 [height, width]
   * @param means written
   */
  void means(byte[] luma, float[] means) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      int top = row * BLOCK;
      int bottom = Math.min(height, top + BLOCK);
      for (int y = top; y < bottom; y += 2) {
        for (int x = 0; x < width; x++) {
          sums[x / BLOCK] += luma[y * width + x] & 0xff;
        }
      }
      int lines = (bottom - top + 1) / 2;
      for (int column = 0; column < columns; column++) {
        int pixels = lines * Math.min(BLOCK, width - column * BLOCK);
        means[row * columns + column] = (float) sums[column] / pixels;
      }
    }
  }
}
