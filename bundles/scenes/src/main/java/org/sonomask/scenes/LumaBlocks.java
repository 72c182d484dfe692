// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * Quantises the luma of 8 x 8 blocks in the cosine domain, as JPEG and MPEG do, and adds the change
 * to all three channels.
 */
final class LumaBlocks {
  private static final float[] BASIS = new float[64];

  static {
    for (int k = 0; k < 8; k++) {
      for (int n = 0; n < 8; n++) {
        double scale = k == 0 ? Math.sqrt(1 / 8.0) : 0.5;
        BASIS[k * 8 + n] = (float) (scale * Math.cos((2 * n + 1) * k * Math.PI / 16));
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
    float[] coefficients = transform(luma, work);
    for (int k = 0; k < 64; k++) {
      float q = step * (1 + 0.35f * ((k >> 3) + (k & 7)));
      coefficients[k] = q * Math.round(coefficients[k] / q) - coefficients[k];
    }
    float[] change = inverse(coefficients, work);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int delta = Math.round(change[y * 8 + x]);
        int i = at + y * stride + 3 * x;
        for (int c = 0; c < 3; c++) {
          rgb[i + c] = (byte) Math.max(0, Math.min(255, (rgb[i + c] & 255) + delta));
        }
      }
    }
  }

  private static float[] transform(float[] in, float[] work) {
    for (int y = 0; y < 8; y++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int n = 0; n < 8; n++) {
          sum += BASIS[k * 8 + n] * in[y * 8 + n];
        }
        work[y * 8 + k] = sum;
      }
    }
    for (int x = 0; x < 8; x++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int n = 0; n < 8; n++) {
          sum += BASIS[k * 8 + n] * work[n * 8 + x];
        }
        in[k * 8 + x] = sum;
      }
    }
    return in;
  }

  private static float[] inverse(float[] in, float[] work) {
    for (int y = 0; y < 8; y++) {
      for (int n = 0; n < 8; n++) {
        float sum = 0;
        for (int k = 0; k < 8; k++) {
          sum += BASIS[k * 8 + n] * in[y * 8 + k];
        }
        work[y * 8 + n] = sum;
      }
    }
    for (int x = 0; x < 8; x++) {
      for (int n = 0; n < 8; n++) {
        float sum = 0;
        for (int k = 0; k < 8; k++) {
          sum += BASIS[k * 8 + n] * work[k * 8 + x];
        }
        in[n * 8 + x] = sum;
      }
    }
    return in;
  }
}
