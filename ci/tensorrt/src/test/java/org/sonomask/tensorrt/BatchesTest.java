// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void oneNumberIsTheOneSize() {
    assertTrue(Batches.parse("32").fixed());
    assertArrayEquals(new int[] {32}, Batches.parse("32").ends());
  }

  @Test
  void twoNumbersAreTheLeastAndTheMost() {
    Batches batches = Batches.parse("1-5");
    assertFalse(batches.fixed());
    assertEquals(5, batches.usual());
    assertArrayEquals(new int[] {1, 5}, batches.ends());
  }

  @Test
  void otherSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Batches.parse("5-1"));
    assertThrows(IllegalArgumentException.class, () -> Batches.parse("0"));
    assertThrows(IllegalArgumentException.class, () -> Batches.parse("many"));
  }
}
