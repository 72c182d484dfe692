// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.motion;

/**
 * A picture at one resolution, with a margin that repeats its edge so that a patch may look over
 * it. Not thread-safe. Allocates nothing after construction.
 */
final class PyramidLevel {
  /** Pixels of the margin on each side. */
  static final int MARGIN = 8;

  private static final int LEAST_SIDE = 14;

  final int width;
  final int height;

  /** Floats from one row to the next. */
  final int stride;

  /** Luma from 0 to 255, margin included. */
  final float[] luma;

  private PyramidLevel(int width, int height) {
    this.width = width;
    this.height = height;
    stride = width + 2 * MARGIN;
    luma = new float[stride * (height + 2 * MARGIN)];
  }

  /** Levels of half the size each, from fine to coarse. */
  static PyramidLevel[] stack(int width, int height) {
    int count = 1;
    while (Math.min(width >> count, height >> count) >= LEAST_SIDE) {
      count++;
    }
    PyramidLevel[] levels = new PyramidLevel[count];
    for (int i = 0; i < count; i++) {
      levels[i] = new PyramidLevel(Math.max(1, width >> i), Math.max(1, height >> i));
    }
    return levels;
  }

  /** Index of a pixel. */
  int at(int x, int y) {
    return (y + MARGIN) * stride + x + MARGIN;
  }

  void set(byte[] pixels) {
    for (int y = 0; y < height; y++) {
      int to = at(0, y);
      for (int x = 0; x < width; x++) {
        luma[to + x] = pixels[y * width + x] & 0xff;
      }
    }
    extend();
  }

  /** Takes the mean of each 2x2 pixels. */
  void halve(PyramidLevel finer) {
    float[] from = finer.luma;
    for (int y = 0; y < height; y++) {
      int to = at(0, y);
      int upper = finer.at(0, 2 * y);
      int lower = upper + finer.stride;
      for (int x = 0; x < width; x++) {
        int left = 2 * x;
        luma[to + x] =
            (from[upper + left]
                    + from[upper + left + 1]
                    + from[lower + left]
                    + from[lower + left + 1])
                / 4;
      }
    }
    extend();
  }

  private void extend() {
    for (int y = 0; y < height; y++) {
      int first = at(0, y);
      int last = at(width - 1, y);
      for (int x = 1; x <= MARGIN; x++) {
        luma[first - x] = luma[first];
        luma[last + x] = luma[last];
      }
    }
    int top = at(-MARGIN, 0);
    int bottom = at(-MARGIN, height - 1);
    for (int y = 1; y <= MARGIN; y++) {
      System.arraycopy(luma, top, luma, top - y * stride, stride);
      System.arraycopy(luma, bottom, luma, bottom + y * stride, stride);
    }
  }
}
