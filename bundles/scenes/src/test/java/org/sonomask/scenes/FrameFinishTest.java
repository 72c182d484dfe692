// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameFinishTest {
  private static final int SIZE = 24;

  @Test
  void theBlurIsTheBinomialKernelInBothDirectionsOnEachChannel() {
    byte[] sharp = noise(new Random(1));
    byte[] once = finished(sharp, new FrameFinish(Toning.NONE, 1, 0, 0, 0));
    for (int y = 1; y + 1 < SIZE; y++) {
      for (int i = 3 * (y * SIZE + 1); i < 3 * (y * SIZE + SIZE - 1); i++) {
        double sum = 0;
        for (int k = 0; k < 9; k++) {
          int weight = (2 - Math.abs(k % 3 - 1)) * (2 - Math.abs(k / 3 - 1));
          sum += weight * (sharp[i + 3 * (k % 3 - 1) + 3 * SIZE * (k / 3 - 1)] & 255);
        }
        assertEquals(sum / 16, once[i] & 255, 1.1);
      }
    }
  }

  @Test
  void aFineQuantiserChangesNothingAndACoarseOneLeavesEachBlocksMean() {
    byte[] before = noise(new Random(2));
    assertArrayEquals(before, finished(before, new FrameFinish(Toning.NONE, 0, 0, 1e-3, 0)));
    byte[] flat = grey(new Random(3));
    byte[] coarse = finished(flat, new FrameFinish(Toning.NONE, 0, 0, 800, 0));
    for (int block = 0; block < SIZE * SIZE / 64; block++) {
      int first = 3 * (block / 3 * 8 * SIZE + block % 3 * 8);
      for (int i = 0; i < 64; i++) {
        int at = first + 3 * (i / 8 * SIZE + i % 8);
        assertEquals(coarse[first], coarse[at], "block " + block + " is not flat");
      }
    }
  }

  @Test
  void quantisingTwiceIsNearlyQuantisingOnce() {
    FrameFinish finish = new FrameFinish(Toning.NONE, 0, 0, 12, 0);
    byte[] once = finished(grey(new Random(4)), finish);
    byte[] twice = finished(once, finish);
    int differing = 0;
    for (int i = 0; i < once.length; i++) {
      differing += Math.abs((once[i] & 255) - (twice[i] & 255)) > 2 ? 1 : 0;
    }
    assertTrue(differing < once.length / 50, differing + " values changed again");
  }

  private static byte[] finished(byte[] rgb, FrameFinish finish) {
    int[] pixels = new int[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          0x03000000
              | (rgb[3 * i] & 255) << 16
              | (rgb[3 * i + 1] & 255) << 8
              | rgb[3 * i + 2] & 255;
    }
    byte[] out = new byte[rgb.length];
    finish.apply(pixels, SIZE, SIZE, 0, out);
    return out;
  }

  private static byte[] noise(Random random) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    random.nextBytes(rgb);
    return rgb;
  }

  private static byte[] grey(Random random) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < rgb.length; i += 3) {
      byte level = (byte) (90 + random.nextInt(60));
      rgb[i] = level;
      rgb[i + 1] = level;
      rgb[i + 2] = level;
    }
    return rgb;
  }
}
