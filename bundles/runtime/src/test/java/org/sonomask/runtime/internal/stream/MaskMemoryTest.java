// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;

class MaskMemoryTest {
  private static final int CAPACITY = 3;

  private final MaskTimeline masks = new MaskTimeline(CAPACITY);
  private final MaskMemory memory = new MaskMemory(masks, 1);
  private final MaskMemory other = new MaskMemory(masks, 4);

  /** What could be shown, and what is lent, keeps what it says, in whatever order things happen. */
  @Test
  void whatIsHeldOrLentIsNotUsedAgain() {
    Random random = new Random(1);
    MaskFrame lent = null;
    long time = 0;
    for (int i = 0; i < 100_000; i++) {
      switch (random.nextInt(8)) {
        case 0 -> masks.clear();
        case 1 -> time -= random.nextInt(10);
        case 2 -> lent = lend(time - random.nextInt(5), lent);
        case 3 -> make(other, ++time);
        default -> make(memory, ++time);
      }
      for (int back = 0; back < CAPACITY + 2; back++) {
        assertIntact(masks.at(time - back, Long.MAX_VALUE));
      }
      assertIntact(lent);
      assertTrue(lent == null || masks.isIn(lent.labels()));
    }
  }

  private MaskFrame lend(long time, MaskFrame before) {
    MaskFrame now = masks.lend(time, Long.MAX_VALUE);
    return now == null ? before : now;
  }

  /** A window whose mask is given up leaves its memory as it likes. */
  private void make(MaskMemory from, long time) {
    MaskMemory.Piece piece = from.unused();
    piece.labels()[0] = (byte) ~time;
    if (time % 7 != 0) {
      piece.labels()[0] = (byte) time;
      masks.add(mask(piece, time));
      assertNotSame(piece, from.unused());
    }
  }

  private static void assertIntact(MaskFrame mask) {
    assertTrue(mask == null || mask.labels()[0] == (byte) mask.runningTime(), () -> "" + mask);
  }

  private static MaskFrame mask(MaskMemory.Piece piece, long time) {
    return new MaskFrame(
        "s",
        time,
        1,
        piece.labels().length,
        1,
        piece.labels(),
        piece.confidence(),
        List.of(),
        MaskGeometry.WHOLE,
        1,
        MaskSource.INFERRED,
        "m");
  }
}
