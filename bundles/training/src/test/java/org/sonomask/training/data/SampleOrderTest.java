// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleOrderTest {
  private static final SampleOrder ORDER = new SampleOrder(3, 8, 3, 5, 0.25);

  @Test
  void everyFreshSampleComesOnceAsFreshAndNoneIsForgottenTooEarly() {
    for (long iteration = 0; iteration < 50; iteration++) {
      SampleOrder.Pick[] picks = ORDER.picks(iteration);
      assertEquals(8, picks.length);
      for (int i = 0; i < picks.length; i++) {
        long number = picks[i].number();
        if (i < 3) {
          assertEquals(iteration * 3 + i, number);
        }
        assertTrue(number >= ORDER.oldest(iteration) && number < (iteration + 1) * 3);
      }
    }
  }

  @Test
  void theOrderDependsOnSeedAndIterationAlone() {
    SampleOrder same = new SampleOrder(3, 8, 3, 5, 0.25);
    SampleOrder other = new SampleOrder(4, 8, 3, 5, 0.25);
    assertArrayEquals(ORDER.picks(40), same.picks(40));
    assertTrue(!Arrays.equals(ORDER.picks(40), other.picks(40)));
  }

  @Test
  void aBatchOfFreshSamplesOnlyRepeatsNothing() {
    SampleOrder fresh = new SampleOrder(1, 4, 4, 1, 0.25);
    long[] numbers = Arrays.stream(fresh.picks(7)).mapToLong(SampleOrder.Pick::number).toArray();
    assertArrayEquals(new long[] {28, 29, 30, 31}, numbers);
  }

  @Test
  void someClipsHearAnotherOneOfTheBatch() {
    long exchanged = 0;
    for (long iteration = 0; iteration < 100; iteration++) {
      SampleOrder.Pick[] picks = ORDER.picks(iteration);
      for (int i = 0; i < picks.length; i++) {
        assertTrue(picks[i].heard() >= 0 && picks[i].heard() < picks.length);
        exchanged += picks[i].heard() == i ? 0 : 1;
      }
    }
    assertEquals(800 * 0.25 * 7 / 8, exchanged, 50);
  }

  @Test
  void anImpossibleBatchIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SampleOrder(1, 4, 5, 1, 0.25));
    assertThrows(IllegalArgumentException.class, () -> new SampleOrder(1, 4, 0, 1, 0.25));
    assertThrows(IllegalArgumentException.class, () -> new SampleOrder(1, 4, 4, 1, 1.5));
  }
}
