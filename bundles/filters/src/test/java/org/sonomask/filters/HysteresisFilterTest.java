// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HysteresisFilterTest {
  private final Studio studio = new Studio(new HysteresisFilter(0.4));

  @Test
  void whatIsBetweenTheThresholdsStaysAsItWas() {
    studio.clear().show(0.5);
    studio.clear().draw(1, 10, 10, 20, 20, 0.65).show(0.5);
    assertEquals(0, studio.at(15, 15));
    studio.clear().draw(1, 10, 10, 20, 20, 0.75).show(0.5);
    assertEquals(1, studio.at(15, 15));
    studio.clear().draw(0, 10, 10, 20, 20, 0.65).show(0.5);
    assertEquals(1, studio.at(15, 15));
    studio.clear().draw(0, 10, 10, 20, 20, 0.75).show(0.5);
    assertEquals(0, studio.at(15, 15));
  }

  @Test
  void anotherClassNeedsNoMargin() {
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(0.5);
    studio.clear().draw(2, 10, 10, 20, 20, 0.55).show(0.5);
    assertEquals(2, studio.at(15, 15));
  }

  @Test
  void whatWasMarkedMovesWithThePicture() {
    studio.clear().draw(1, 20, 20, 16, 16, 0.9).show(Studio.picture(0, 0), 0.5);
    studio.clear();
    for (int i = 0; i < Studio.PIXELS; i++) {
      studio.confidence[i] = (byte) 140;
    }
    studio.show(Studio.picture(6, 0), 0.5);
    assertEquals(0, studio.at(22, 28));
    assertEquals(1, studio.at(28, 28));
    assertEquals(1, studio.at(40, 28));
  }

  @Test
  void afterASceneCutThePastDoesNotCount() {
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(Studio.grey(30), 0.5);
    studio.clear().draw(0, 10, 10, 20, 20, 0.6).show(Studio.grey(220), 0.5);
    assertEquals(0, studio.marked());
  }

  /** More likely pixels never mark less. */
  @Test
  void itIsMonotone() {
    for (int seed = 0; seed < 60; seed++) {
      Studio one = new Studio(new HysteresisFilter(0.4));
      Studio other = new Studio(new HysteresisFilter(0.4));
      Random random = new Random(seed);
      for (int mask = 0; mask < 6; mask++) {
        for (int i = 0; i < Studio.PIXELS; i++) {
          double likely = random.nextDouble();
          set(one, i, likely);
          set(other, i, likely + (1 - likely) * random.nextDouble() * random.nextInt(2));
        }
        one.show(Studio.picture(mask, 0), 0.7);
        other.show(Studio.picture(mask, 0), 0.7);
        for (int i = 0; i < Studio.PIXELS; i++) {
          assertTrue(one.labels[i] <= other.labels[i], "seed " + seed + ", mask " + mask);
        }
      }
    }
  }

  private static void set(Studio studio, int pixel, double likely) {
    studio.labels[pixel] = (byte) (likely >= 0.5 ? 1 : 0);
    studio.confidence[pixel] = (byte) (int) (255 * Math.max(likely, 1 - likely));
  }
}
