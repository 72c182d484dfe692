// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

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
    float[] luma = new float[64];
    float[] work = new float[64];
    for (int y = 0; y + 8 <= height; y += 8) {
      for (int x = 0; x + 8 <= width; x += 8) {
        block(rgb, 3 * (y * width + x), 3 * width, (float) step, luma, work);
      }
    }
  }

  private static void block(
      byte[] rgb, int at, int stride, float step, float[] luma, float[] work) {
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int i = at + y * stride + 3 * x;
        luma[y * 8 + x] =
            0.299f * (rgb[i] & 255) + 0.587f * (rgb[i + 1] & 255) + 0.114f * (rgb[i + 2] & 255);
      }
    }
    rows(luma, BASIS, work);
    rows(work, BASIS, luma);
    for (int k = 0; k < 64; k++) {
      float q = step * (1 + 0.35f * ((k >> 3) + (k & 7)));
      luma[k] = q * Math.round(luma[k] / q) - luma[k];
    }
    rows(luma, INVERSE, work);
    rows(work, INVERSE, luma);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int delta = Math.round(luma[y * 8 + x]);
        int i = at + y * stride + 3 * x;
        for (int c = 0; c < 3; c++) {
          rgb[i + c] = (byte) Math.max(0, Math.min(255, (rgb[i + c] & 255) + delta));
        }
      }
    }
  }

  /** The transform of each row, as columns; once more gives that of the whole block. */
  private static void rows(float[] in, float[] basis, float[] out) {
    for (int y = 0; y < 8; y++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int n = 0; n < 8; n++) {
          sum += basis[k * 8 + n] * in[y * 8 + n];
        }
        out[k * 8 + y] = sum;
      }
    }
  }
}
