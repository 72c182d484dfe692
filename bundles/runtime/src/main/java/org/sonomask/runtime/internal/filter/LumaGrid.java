// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.filter;

import java.nio.ByteBuffer;

/**
 * A picture's brightness in blocks of 8x8 pixels: coarse enough to be deaf to noise, fine enough to
 * see what moves. Not thread-safe.
 */
final class LumaGrid {
  static final int BLOCK = 8;

  private final int width;
  private final int height;
  final int columns;
  final int rows;

  LumaGrid(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + BLOCK - 1) / BLOCK;
    rows = (height + BLOCK - 1) / BLOCK;
  }

  int size() {
    return columns * rows;
  }

  /**
   * Computes mean luma (ITU-R BT.601) of each block, 0 to 255.
   *
   * @param rgb uint8 [height, width, 3] from absolute offset 0
   * @param means written
   */
  void means(ByteBuffer rgb, float[] means) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        means[row * columns + column] = mean(rgb, column * BLOCK, row * BLOCK);
      }
    }
  }

  private float mean(ByteBuffer rgb, int left, int top) {
    int right = Math.min(width, left + BLOCK);
    int bottom = Math.min(height, top + BLOCK);
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) {
        int red = rgb.get(at) & 0xff;
        int green = rgb.get(at + 1) & 0xff;
        int blue = rgb.get(at + 2) & 0xff;
        sum += 77 * red + 150 * green + 29 * blue;
      }
    }
    return sum / 256f / ((right - left) * (bottom - top));
  }
}
