// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * A picture with a matte: 8-bit ARGB, row by row, colour not multiplied by alpha. Immutable once
 * made, apart from its half-size copies, which are made on first use; safe to share.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] argb;
  private volatile Picture half;

  /** Takes over {@code argb}, which must hold {@code width * height} pixels. */
  public Picture(int width, int height, int[] argb) {
    if (argb.length != width * height) {
      throw new IllegalArgumentException(
          argb.length + " pixels given for a picture of " + width + " x " + height + ".");
    }
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The pixels themselves; not to be changed. */
  public int[] argb() {
    return argb;
  }

  /** The halving of this picture that a renderer should sample to avoid aliasing. */
  Picture forScale(double sourcePixelsPerPixel) {
    Picture level = this;
    double ratio = sourcePixelsPerPixel;
    while (ratio > 1.5 && level.width > 8 && level.height > 8) {
      level = level.half();
      ratio /= 2;
    }
    return level;
  }

  /** This picture at half size, averaged with alpha as weight. */
  Picture half() {
    Picture made = half;
    if (made == null) {
      made = halve();
      half = made;
    }
    return made;
  }

  private Picture halve() {
    int w = Math.max(1, width / 2);
    int h = Math.max(1, height / 2);
    int[] out = new int[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        out[y * w + x] = average(2 * x, 2 * y);
      }
    }
    return new Picture(w, h, out);
  }

  private int average(int x, int y) {
    int x1 = Math.min(x + 1, width - 1);
    int y1 = Math.min(y + 1, height - 1);
    int[] four = {
      argb[y * width + x], argb[y * width + x1], argb[y1 * width + x], argb[y1 * width + x1]
    };
    int a = 0;
    int weights = 0;
    int r = 0;
    int g = 0;
    int b = 0;
    for (int p : four) {
      int alpha = p >>> 24;
      int weight = alpha + 1;
      a += alpha;
      weights += weight;
      r += weight * ((p >> 16) & 255);
      g += weight * ((p >> 8) & 255);
      b += weight * (p & 255);
    }
    return ((a + 2) / 4) << 24 | (r / weights) << 16 | (g / weights) << 8 | (b / weights);
  }
}
