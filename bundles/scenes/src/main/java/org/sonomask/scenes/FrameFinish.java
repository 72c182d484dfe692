// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.Arrays;
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

  /**
   * Finishes a frame.
   *
   * @param pixels as {@link Raster} draws them; blurred in place
   * @param rgb three bytes a pixel, overwritten
   */
  void apply(int[] pixels, int width, int height, double time, byte[] rgb) {
    for (int pass = 0; pass < blurPasses; pass++) {
      blur(pixels, width, height);
    }
    toning.apply(pixels, rgb);
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

  private static void blur(int[] pixels, int width, int height) {
    for (int y = 0; y < height; y++) {
      int first = y * width;
      int before = pixels[first];
      for (int at = first; at < first + width; at++) {
        int here = pixels[at];
        int after = at + 1 < first + width ? pixels[at + 1] : here;
        pixels[at] = binomial(before, here, after);
        before = here;
      }
    }
    int[] before = Arrays.copyOf(pixels, width);
    for (int y = 0, at = 0; y < height; y++, at += width) {
      int below = y + 1 < height ? at + width : at;
      for (int x = 0; x < width; x++) {
        int here = pixels[at + x];
        pixels[at + x] = binomial(before[x], here, pixels[below + x]);
        before[x] = here;
      }
    }
  }

  /** Two channels at a time: (a + 2 b + c + 2) / 4. */
  private static int binomial(int a, int b, int c) {
    int redBlue = (a & 0xff00ff) + 2 * (b & 0xff00ff) + (c & 0xff00ff) + 0x20002;
    int green = (a & 0xff00) + 2 * (b & 0xff00) + (c & 0xff00) + 0x200;
    return redBlue >>> 2 & 0xff00ff | green >>> 2 & 0xff00;
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
