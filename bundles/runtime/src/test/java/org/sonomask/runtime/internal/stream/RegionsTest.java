// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.Pieces;

class RegionsTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 80;
  private static final SegmenterInfo INFO =
      new SegmenterInfo(
          "m", "1", "x", WIDTH, HEIGHT, 1, 960_000_000, List.of("background", "dog", "cello"));

  private final byte[] labels = new byte[WIDTH * HEIGHT];
  private final byte[] confidence = new byte[WIDTH * HEIGHT];
  private final Regions regions = new Regions(INFO);
  private final Pieces pieces = new Pieces(WIDTH, WIDTH * HEIGHT);

  @Test
  void objectsOfOneClassThatDoNotTouchAreSeveral() {
    Arrays.fill(confidence, (byte) 51);
    fill(1, 2, 3, 10, 5);
    fill(1, 30, 3, 20, 20);
    assertEquals(
        List.of(
            new Region(1, "dog", 0.2f, 30, 3, 20, 20, 400),
            new Region(1, "dog", 0.2f, 2, 3, 10, 5, 50)),
        found());
  }

  @Test
  void objectsOfTwoClassesThatTouchAreTwo() {
    Arrays.fill(confidence, (byte) 255);
    fill(1, 0, 0, 10, HEIGHT);
    fill(2, 10, 0, 50, HEIGHT);
    assertEquals(
        List.of(
            new Region(2, "cello", 1, 10, 0, 50, HEIGHT, 4000),
            new Region(1, "dog", 1, 0, 0, 10, HEIGHT, 800)),
        found());
  }

  @Test
  void aSpeckIsLeftOut() {
    fill(1, 7, 7, 1, 1);
    assertEquals(List.of(), found());
  }

  @Test
  void theEndOfARowDoesNotTouchTheStartOfTheNext() {
    fill(1, WIDTH - 5, 5, 5, 1);
    fill(1, 0, 6, 5, 1);
    assertEquals(2, found().size());
  }

  @Test
  void regionsCoverEveryPixelButSpecks() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Arrays.fill(labels, (byte) 0);
      for (int i = 0; i < 12; i++) {
        fill(
            random.nextInt(3),
            random.nextInt(WIDTH - 12),
            random.nextInt(HEIGHT - 12),
            2 + random.nextInt(10),
            2 + random.nextInt(10));
      }
      int area = found().stream().mapToInt(Region::area).sum();
      int sounding = 0;
      for (byte label : labels) {
        sounding += label == 0 ? 0 : 1;
      }
      assertEquals(sounding, area, 24, "seed " + seed);
    }
  }

  private List<Region> found() {
    pieces.find(labels, confidence);
    return regions.of(pieces);
  }

  private void fill(int label, int left, int top, int width, int height) {
    for (int y = top; y < top + height; y++) {
      Arrays.fill(labels, y * WIDTH + left, y * WIDTH + left + width, (byte) label);
    }
  }
}
