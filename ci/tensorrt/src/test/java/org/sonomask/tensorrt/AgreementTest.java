// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void everyDifferentLabelAndEveryFarConfidenceCounts() {
    Map<String, byte[]> expected =
        Map.of("labels", new byte[] {0, 1, 1, 1}, "confidence", new byte[] {0, (byte) 250, 9, 9});
    Map<String, byte[]> actual =
        Map.of("labels", new byte[] {0, 1, 2, 1}, "confidence", new byte[] {8, (byte) 240, 9, 9});
    assertEquals(new Agreement(4, 2, 0.75, 0.25, 4.5, 0.25), Agreement.of(expected, actual));
  }
}
