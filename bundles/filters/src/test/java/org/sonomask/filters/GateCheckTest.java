// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GateCheckTest {
  private final GateCheck check = new GateCheck();

  @Test
  void whatTheGateTakesIsAllowed() {
    for (double close : new double[] {0, 0.25, 0.5}) {
      new GateFilter(-50, 0.5, close);
      assertDoesNotThrow(() -> check.check(Map.of("open", 0.5, "close", close)));
    }
  }

  @Test
  void whatItDoesNotTakeIsRefusedWithTheRemedy() {
    assertThrows(IllegalArgumentException.class, () -> new GateFilter(-50, 0.5, 0.6));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> check.check(Map.of("open", 0.5, "close", 0.6)));
    assertEquals(
        "close (0.6) is above open (0.5): lower close or raise open", refused.getMessage());
  }
}
