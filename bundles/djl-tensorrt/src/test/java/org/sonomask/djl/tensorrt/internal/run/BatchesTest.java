// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void theSmallestPlanThatHoldsThemRunsThem() {
    Batches batches = new Batches(List.of(1, 8, 32));
    assertEquals(0, batches.of(1));
    assertEquals(1, batches.of(2));
    assertEquals(1, batches.of(8));
    assertEquals(2, batches.of(9));
    assertEquals(2, batches.of(32));
  }

  @Test
  void otherNumbersAreRefused() {
    Batches batches = new Batches(List.of(1, 8));
    for (int count : new int[] {0, -1, 9, Integer.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> batches.of(count));
    }
  }

  @Test
  void noSmallerPlanWouldDo() {
    Random random = new Random(9);
    for (int round = 0; round < 1000; round++) {
      TreeSet<Integer> sizes = new TreeSet<>();
      for (int i = 0; i <= random.nextInt(8); i++) {
        sizes.add(1 + random.nextInt(256));
      }
      List<Integer> rising = List.copyOf(sizes);
      Batches batches = new Batches(rising);
      int count = 1 + random.nextInt(sizes.last());
      int place = batches.of(count);
      assertTrue(rising.get(place) >= count);
      assertTrue(place == 0 || rising.get(place - 1) < count);
    }
  }
}
