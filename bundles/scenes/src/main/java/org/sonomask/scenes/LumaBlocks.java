// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.Arrays;

/**
 * Quantises the luma of 8 x 8 blocks in the cosine domain, as JPEG and MPEG do, and adds the change
 * to all three channels.
 */
final class LumaBlocks {
  private static final float[] BASIS = new float[64];
  private static final float[] INVERSE = new float[64];

  static {
    for (int k = 0; k < 8; k++) {
      for (int n = 0; n < 8; n++) {
        double scale = k == 0 ? Math.sqrt(1 / 8.0) : 0.5;
        BASIS[k * 8 + n] = (float) (scale * Math.cos((2 * n + 1) * k * Math.PI / 16));
        INVERSE[n * 8 + k] = BASIS[k * 8 + n];
      }
    }
  }

  private LumaBlocks() {}

  static void quantise(byte[] rgb, int width, int height, double step) {
    int blocks = width / 8;
    float[] strip = new float[64 * blocks];
    float[] work = new float[64 * blocks];
    for (int y = 0; y + 8 <= height; y += 8) {
      read(rgb, 3 * y * width, 3 * width, blocks, strip);
      columns(strip, BASIS, work, blocks);
      columns(turned(work, blocks, strip), BASIS, work, blocks);
      change(work, (float) step, blocks);
      columns(work, INVERSE, strip, blocks);
      columns(turned(strip, blocks, work), INVERSE, strip, blocks);
      write(rgb, 3 * y * width, 3 * width, blocks, strip);
    }
  }

  /** The luma of a strip of blocks: its rows one after the other, eight columns a block. */
  private static void read(byte[] rgb, int at, int stride, int blocks, float[] strip) {
    for (int y = 0, out = 0; y < 8; y++) {
      for (int i = at + y * stride; i < at + y * stride + 24 * blocks; i += 3) {
        strip[out++] =
            0.299f * (rgb[i] & 255) + 0.587f * (rgb[i + 1] & 255) + 0.114f * (rgb[i + 2] & 255);
      }
    }
  }

  /** Replaces coefficients, whose blocks lie on their side, by what quantising adds to them. */
  private static void change(float[] strip, float step, int blocks) {
    for (int row = 0; row < 8; row++) {
      for (int i = 0; i < 8 * blocks; i++) {
        float q = step * (1 + 0.35f * (row + (i & 7)));
        float value = strip[row * 8 * blocks + i];
        strip[row * 8 * blocks + i] = q * (float) Math.rint(value / q) - value;
      }
    }
  }

  private static void write(byte[] rgb, int at, int stride, int blocks, float[] strip) {
    for (int y = 0, in = 0; y < 8; y++) {
      for (int i = at + y * stride; i < at + y * stride + 24 * blocks; i += 3) {
        int delta = Math.round(strip[in++]);
        rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 255) + delta));
        rgb[i + 1] = (byte) Math.max(0, Math.min(255, (rgb[i + 1] & 255) + delta));
        rgb[i + 2] = (byte) Math.max(0, Math.min(255, (rgb[i + 2] & 255) + delta));
      }
    }
  }

  /** Transforms the columns of all blocks, many at a time. */
  private static void columns(float[] in, float[] basis, float[] out, int blocks) {
    int width = 8 * blocks;
    for (int k = 0; k < 8; k++) {
      int to = k * width;
      Arrays.fill(out, to, to + width, 0);
      for (int n = 0; n < 8; n++) {
        float factor = basis[k * 8 + n];
        int from = n * width;
        for (int x = 0; x < width; x++) {
          out[to + x] += factor * in[from + x];
        }
      }
    }
  }

  /** Exchanges rows and columns of each block. */
  private static float[] turned(float[] in, int blocks, float[] out) {
    int width = 8 * blocks;
    for (int y = 0; y < 8; y++) {
      for (int i = 0; i < width; i++) {
        out[(i & 7) * width + (i & ~7) + y] = in[y * width + i];
      }
    }
    return out;
  }
}
