// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BenchSamplesTest {
  private static final int SIZE = 32;

  @Test
  void pictureAndLabelsOfAClipAreScaledAndCutTogether() {
    int grown = 0;
    for (int seed = 0; seed < 60; seed++) {
      Sample sample = ScaleAndCrop.draw(SIZE, new SplittableRandom(seed)).apply(square());
      byte[] labels = sample.labels()[0];
      int inside = 0;
      for (int pixel = 0; pixel < labels.length; pixel++) {
        int red = sample.frames()[0][3 * pixel] & 0xff;
        if (labels[pixel] == 1) {
          inside++;
          assertTrue(red >= 60, "a labelled pixel is " + red);
        } else if (labels[pixel] == 0) {
          assertTrue(red <= 130, "a background pixel is " + red);
        } else {
          assertEquals(128, red);
          assertEquals(0, sample.priors()[0][pixel]);
        }
      }
      grown += inside > 16 * 16 ? 1 : 0;
    }
    assertTrue(grown > 10, "only " + grown + " of 60 were enlarged");
  }

  @Test
  void theSameDrawGivesTheSameSampleAndUnlabelledFramesStaySo() {
    Sample once = ScaleAndCrop.draw(SIZE, new SplittableRandom(4)).apply(square());
    Sample again = ScaleAndCrop.draw(SIZE, new SplittableRandom(4)).apply(square());
    assertArrayEquals(once.frames()[1], again.frames()[1]);
    assertEquals(null, once.labels()[1]);
  }

  /** A white square of 16 pixels in the middle; the second frame has no label. */
  private static Sample square() {
    byte[] frame = new byte[3 * SIZE * SIZE];
    byte[] map = new byte[SIZE * SIZE];
    for (int y = 8; y < 24; y++) {
      for (int x = 8; x < 24; x++) {
        map[y * SIZE + x] = 1;
        Arrays.fill(frame, 3 * (y * SIZE + x), 3 * (y * SIZE + x) + 3, (byte) 255);
      }
    }
    return new Sample(
        SIZE,
        new byte[][] {frame, frame},
        new byte[][] {map, map},
        new byte[][] {map, null},
        new float[2][96 * 64]);
  }
}
