// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DepthwiseGeluOperatorTest {

  @Test
  void largeBatchesAreSweptFromTopToBottom() {
    assertEquals(14, DepthwiseGeluOperator.band(14, 64 * 2 * 640));
    assertEquals(56, DepthwiseGeluOperator.band(56, 64 * 8 * 128));
  }

  @Test
  void fewColumnsAreSweptInBandsAsLargeAsOneAnother() {
    assertEquals(1, DepthwiseGeluOperator.band(14, 2 * 2 * 640));
    for (int columns = 1000; columns < 90_000; columns += 1000) {
      int band = DepthwiseGeluOperator.band(56, columns);
      int bands = (56 + band - 1) / band;
      assertTrue(bands * band - 56 < bands, band + " rows of 56");
    }
  }
}
