// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A picture's brightness in blocks of 8x8 pixels: coarse enough to be deaf to noise, fine enough to
 * see what moves. Not thread-safe.
 */
final class LumaGrid {
  static final int BLOCK = 8;

  private final int width;
  private final int height;
  private final byte[] line;
  private final int[] sums;
  final int columns;
  final int rows;

  LumaGrid(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + BLOCK - 1) / BLOCK;
    line = new byte[width * 3];
    sums = new int[columns];
    rows = (height + BLOCK - 1) / BLOCK;
  }

  int size() {
    return columns * rows;
  }

  /**
   * Computes mean luma (ITU-R BT.601) of each block, 0 to 255, from every second row.
   *
   * @param rgb uint8 [height, width, 3] from absolute offset 0
   * @param means written
   */
  void means(ByteBuffer rgb, float[] means) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      int top = row * BLOCK;
      int bottom = Math.min(height, top + BLOCK);
      for (int y = top; y < bottom; y += 2) {
        rgb.get(y * width * 3, line);
        add();
      }
      int lines = (bottom - top + 1) / 2;
      for (int column = 0; column < columns; column++) {
        int pixels = lines * Math.min(BLOCK, width - column * BLOCK);
        means[row * columns + column] = sums[column] / 256f / pixels;
      }
    }
  }

  private void add() {
    for (int x = 0, at = 0; x < width; x++, at += 3) {
      sums[x / BLOCK] +=
          77 * (line[at] & 0xff) + 150 * (line[at + 1] & 0xff) + 29 * (line[at + 2] & 0xff);
    }
  }
}
