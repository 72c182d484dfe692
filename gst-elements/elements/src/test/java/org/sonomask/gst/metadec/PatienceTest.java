// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long MOST = 100;

  private final Patience patience = new Patience();

  @Test
  void aFrameWaitsUntilItsTimeIsOver() {
    assertEquals(100, patience.left(0, 0, MOST, 1_000));
    assertEquals(40, patience.left(0, 0, MOST, 1_060));
    assertFalse(patience.endsNow());
    assertEquals(0, patience.left(0, 0, MOST, 1_100));
    assertTrue(patience.endsNow());
  }

  /** As when a long file is read up to the place of a seek. */
  @Test
  void aFrameWaitsAnewWheneverSomethingComes() {
    for (int progress = 0; progress < 50; progress++) {
      assertEquals(100, patience.left(0, progress, MOST, 90 * progress));
    }
    assertEquals(0, patience.left(0, 49, MOST, 90 * 49 + 100));
  }

  @Test
  void nobodyWaitsAgainUntilSomethingComes() {
    patience.left(0, 7, MOST, 0);
    assertEquals(0, patience.left(0, 7, MOST, 100));
    assertEquals(0, patience.left(40, 7, MOST, 110));
    assertFalse(patience.endsNow());
    assertEquals(100, patience.left(80, 8, MOST, 120));
  }

  @Test
  void everyFrameHasAllTheTime() {
    patience.left(0, 0, MOST, 0);
    assertEquals(100, patience.left(40, 0, MOST, 90));
  }
}
