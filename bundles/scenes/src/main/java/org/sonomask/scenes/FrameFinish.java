// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.SplittableRandom;

/**
 * What a camera and a codec do to the whole frame, so that pasted and original pixels share one
 * tone, blur, noise and blocking.
 *
 * @param toning common tone curve
 * @param blurPasses how often to apply the binomial kernel 1 2 1 in both directions
 * @param noise standard deviation in levels of 255
 * @param blockStep quantiser step of an 8 x 8 cosine transform of the luma, 0 for none
 * @param seed of the noise
 */
record FrameFinish(Toning toning, int blurPasses, double noise, double blockStep, long seed) {
  private static final byte[] GAUSSIAN = gaussian();

  void apply(byte[] rgb, int width, int height, double time) {
    for (int pass = 0; pass < blurPasses; pass++) {
      blur(rgb, width, height);
    }
    toning.apply(rgb);
    if (noise > 0) {
      addNoise(rgb, time);
    }
    if (blockStep > 0) {
      LumaBlocks.quantise(rgb, width, height, blockStep);
    }
  }

  private void addNoise(byte[] rgb, double time) {
    long mixed = (seed ^ Double.doubleToLongBits(time)) * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 40);
    int stride = (int) (mixed & 0xff) * 2 + 257;
    int scale = (int) (noise * 8);
    for (int i = 0, row = 0; i < rgb.length; i++, row++) {
      if (row == 8_191) {
        row = 0;
        at += stride;
      }
      int level = (rgb[i] & 255) + (GAUSSIAN[at + i & 0xffff] * scale >> 8);
      rgb[i] = (byte) Math.max(0, Math.min(255, level));
    }
  }

  private static void blur(byte[] rgb, int width, int height) {
    int stride = 3 * width;
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        line(rgb, y * stride + c, 3, width);
      }
    }
    int[] before = new int[stride];
    int[] here = new int[stride];
    for (int i = 0; i < stride; i++) {
      here[i] = rgb[i] & 255;
      before[i] = here[i];
    }
    for (int y = 0, at = 0; y < height; y++, at += stride) {
      int below = y + 1 < height ? at + stride : at;
      for (int i = 0; i < stride; i++) {
        int after = rgb[below + i] & 255;
        rgb[at + i] = (byte) (before[i] + 2 * here[i] + after + 2 >> 2);
        before[i] = here[i];
        here[i] = after;
      }
    }
  }

  private static void line(byte[] rgb, int start, int step, int count) {
    int before = rgb[start] & 255;
    int here = before;
    for (int i = 0, at = start; i < count; i++, at += step) {
      int after = i + 1 < count ? rgb[at + step] & 255 : here;
      rgb[at] = (byte) (before + 2 * here + after + 2 >> 2);
      before = here;
      here = after;
    }
  }

  /** 65 536 normal deviates in units of 1/32. */
  private static byte[] gaussian() {
    SplittableRandom random = new SplittableRandom(20_261_122);
    byte[] table = new byte[65_536];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) Math.max(-127, Math.min(127, Math.round(32 * random.nextGaussian())));
    }
    return table;
  }
}
