// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CocoRleTest {

  @Test
  void runsGoDownTheColumnsAndBeginWithZeros() {
    byte[] labels = {
      0, 7, 7,
      0, 7, 0
    };
    CocoRle rle = CocoRle.of(labels, 3, 2, 7);
    assertArrayEquals(new int[] {2, 3, 1}, rle.counts());
    assertEquals(3, rle.area());
  }

  @Test
  void aMaskThatBeginsInsideHasAnEmptyFirstRun() {
    assertArrayEquals(new int[] {0, 4}, CocoRle.of(new byte[] {1, 1, 1, 1}, 2, 2, 1).counts());
  }

  /** Worked by hand from the rules: 40 is 01000 then 1; the fourth run is 3 less 5, so -2. */
  @Test
  void theTextFormIsThatOfTheCocoTools() {
    CocoRle rle = new CocoRle(1, 55, new int[] {40, 5, 7, 3});
    assertEquals("X157N", rle.text());
    assertEquals(rle, CocoRle.parse("X157N", 55, 1));
  }

  @Test
  void everyMaskComesBackAsItWas() {
    SplittableRandom random = new SplittableRandom(20240612);
    for (int round = 0; round < 100_000; round++) {
      int width = 1 + random.nextInt(20);
      int height = 1 + random.nextInt(20);
      byte[] labels = blobs(random, width * height);
      byte[] painted = new byte[labels.length];
      for (int label : new int[] {1, 2, 255}) {
        CocoRle rle = CocoRle.of(labels, width, height, label);
        CocoRle read = CocoRle.parse(rle.text(), width, height);
        assertEquals(rle, read);
        read.paint(painted, label);
      }
      assertArrayEquals(labels, painted);
    }
  }

  @Test
  void aLargeMaskComesBackAsItWas() {
    CocoRle rle = new CocoRle(40_000, 50_000, new int[] {0, 2_000_000_000});
    assertEquals(rle, CocoRle.parse(rle.text(), 50_000, 40_000));
  }

  @Test
  void garbageIsRefused() {
    SplittableRandom random = new SplittableRandom(7);
    for (String text : new String[] {"Z", "\u0001", "zzzzzzzzzz", "11", "O", "X157N1"}) {
      assertThrows(IllegalArgumentException.class, () -> CocoRle.parse(text, 55, 1), text);
    }
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append((char) random.nextInt(128));
      }
      readOrRefuse(text.toString());
    }
  }

  private static void readOrRefuse(String text) {
    try {
      CocoRle rle = CocoRle.parse(text, 6, 4);
      rle.paint(new byte[24], 1);
    } catch (IllegalArgumentException refused) {
      assertEquals(false, refused.getMessage().isBlank());
    }
  }

  /** Labels 0, 1, 2 and 255 in runs of random length. */
  private static byte[] blobs(SplittableRandom random, int pixels) {
    byte[] labels = new byte[pixels];
    byte[] choice = {0, 1, 2, -1};
    for (int at = 0; at < pixels; ) {
      byte label = choice[random.nextInt(choice.length)];
      for (int end = Math.min(pixels, at + 1 + random.nextInt(30)); at < end; at++) {
        labels[at] = label;
      }
    }
    return labels;
  }
}
