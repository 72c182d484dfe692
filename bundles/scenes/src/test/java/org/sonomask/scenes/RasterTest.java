// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RasterTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 32;
  private static final int OWNER = 7;

  @Test
  void whatIsDrawnIsWhatBilinearSamplingInFloatingPointGives() {
    Random random = new Random(8);
    int drawn = 0;
    for (int round = 0; round < 60; round++) {
      boolean opaque = round % 3 == 0;
      Picture picture = picture(random);
      Placement at =
          new Placement(
              0.2 + random.nextDouble(),
              random.nextDouble(),
              picture.height() / (double) HEIGHT * (0.8 + 0.7 * random.nextDouble()),
              random.nextGaussian() * 0.3,
              random.nextBoolean(),
              0.8 + 0.5 * random.nextDouble());
      int[] pixels = new int[WIDTH * HEIGHT];
      Arrays.fill(pixels, 0x01405060);
      new Raster(WIDTH, HEIGHT, pixels).draw(picture, at, null, 0, opaque, OWNER);
      for (int i = 0; i < pixels.length; i++) {
        double[] expected = sample(picture, at, i % WIDTH + 0.5, i / WIDTH + 0.5, opaque);
        boolean covers = pixels[i] != 0x01405060;
        if (covers || !opaque) {
          compare(expected, pixels[i], opaque);
          drawn += covers ? 1 : 0;
        }
      }
    }
    assertTrue(drawn > 10_000, "only " + drawn + " pixels were drawn");
  }

  private static void compare(double[] expected, int pixel, boolean opaque) {
    double share = opaque ? 1 : expected[3] / 255;
    int[] under = {0x40, 0x50, 0x60};
    for (int c = 0; c < 3; c++) {
      double want = under[c] + share * (expected[c] - under[c]);
      assertEquals(want, pixel >> (16 - 8 * c) & 255, 4, "channel " + c);
    }
    if (Math.abs(expected[3] - 127.5) > 3) {
      assertEquals(expected[3] > 128 ? OWNER : 1, pixel >>> 24);
    }
  }

  /** Red, green, blue weighted by alpha, or not if opaque, and alpha. */
  private static double[] sample(Picture p, Placement at, double x, double y, boolean opaque) {
    double scale = p.height() / (at.height() * HEIGHT);
    double dx = (x - at.x() * HEIGHT) * scale;
    double dy = (y - at.y() * HEIGHT) * scale;
    double along = Math.cos(at.angle()) * dx + Math.sin(at.angle()) * dy;
    double u = (at.mirrored() ? -1 : 1) * along / at.stretch() + p.width() / 2.0 - 0.5;
    double v = -Math.sin(at.angle()) * dx + Math.cos(at.angle()) * dy + p.height() / 2.0 - 0.5;
    double[] sum = new double[4];
    double weights = 1e-9;
    for (int corner = 0; corner < 4; corner++) {
      int cx = (int) Math.floor(u) + corner % 2;
      int cy = (int) Math.floor(v) + corner / 2;
      double weight = (1 - Math.abs(u - cx)) * (1 - Math.abs(v - cy));
      boolean within = cx >= 0 && cy >= 0 && cx < p.width() && cy < p.height();
      int nearX = Math.max(0, Math.min(p.width() - 1, cx));
      int nearY = Math.max(0, Math.min(p.height() - 1, cy));
      int argb = p.argb()[nearY * p.width() + nearX];
      double alpha = within || opaque ? argb >>> 24 : 0;
      double share = opaque ? weight : weight * alpha;
      weights += share;
      for (int c = 0; c < 3; c++) {
        sum[c] += share * (argb >> (16 - 8 * c) & 255);
      }
      sum[3] += weight * alpha;
    }
    for (int c = 0; c < 3; c++) {
      sum[c] /= weights;
    }
    return sum;
  }

  /**
   * Smooth colours, so that a thousandth of a pixel does not matter, with clear and solid parts.
   */
  private static Picture picture(Random random) {
    int width = 12 + random.nextInt(12);
    int height = 12 + random.nextInt(12);
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int x = i % width;
      int y = i / width;
      int alpha = Math.max(0, Math.min(255, 400 - 60 * Math.abs(x - width / 2)));
      argb[i] = alpha << 24 | 10 * x << 16 | 10 * y << 8 | 4 * (x + y);
    }
    return new Picture(width, height, argb);
  }
}
