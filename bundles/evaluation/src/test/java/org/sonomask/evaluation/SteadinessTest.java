// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SteadinessTest {
  private static final byte IN = (byte) 255;

  @Test
  void masksAreAsAlikeAsTheirIntersectionOverTheirUnion() {
    assertEquals(
        0.5, Steadiness.alike(new byte[] {IN, IN, IN, 0}, new byte[] {0, IN, IN, IN}), 1e-6);
    assertEquals(0, Steadiness.alike(new byte[] {IN, 0}, new byte[] {0, IN}), 1e-6);
  }

  @Test
  void twoEmptyMasksAreAlike() {
    assertEquals(1, Steadiness.alike(new byte[] {0, 100}, new byte[] {0, 0}));
  }
}
