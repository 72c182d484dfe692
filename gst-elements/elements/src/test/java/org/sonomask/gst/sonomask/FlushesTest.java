// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlushesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theFirstOfAPairEmptiesAndTheOtherBranchIsStaleUntilTheSecond(int first) {
    Flushes flushes = new Flushes();
    for (int seek = 0; seek < 5; seek++) {
      assertTrue(flushes.isFirst(first, 10 + seek, true));
      assertTrue(flushes.isStale(1 - first));
      assertFalse(flushes.isStale(first));
      assertFalse(flushes.isFirst(1 - first, 10 + seek, true));
      assertFalse(flushes.isStale(0) || flushes.isStale(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aBranchThatIsFlushedTwiceIsFirstTwice(int branch) {
    Flushes flushes = new Flushes();
    assertTrue(flushes.isFirst(branch, 1, true));
    assertTrue(flushes.isFirst(branch, 2, true));
    assertTrue(flushes.isFirst(1 - branch, 3, true), "another seek's");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void withoutAPartnerNothingIsStale(int branch) {
    Flushes flushes = new Flushes();
    assertTrue(flushes.isFirst(branch, 1, false));
    assertFalse(flushes.isStale(0) || flushes.isStale(1));
  }
}
