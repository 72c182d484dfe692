// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;

class GateFilterTest {
  private final Studio studio = new Studio(new GateFilter(-50, 0.7, 0.6));

  @Test
  void nothingSoundsWhileItIsQuiet() {
    assertMarked(400, -40);
    assertMarked(0, -51);
    assertMarked(0, -48);
    assertMarked(400, -46);
    assertMarked(400, -49);
    assertMarked(0, Double.NEGATIVE_INFINITY);
  }

  private void assertMarked(int pixels, double level) {
    studio.level = level;
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
    assertEquals(pixels, studio.marked(), level + " dBFS");
  }

  @Test
  void aPieceOpensHigherThanItCloses() {
    studio.clear().draw(1, 10, 10, 20, 20, 0.65).draw(2, 40, 40, 20, 20, 0.75).show(1);
    assertEquals(0, studio.at(15, 15));
    assertEquals(2, studio.at(45, 45));
    studio.clear().draw(1, 10, 10, 20, 20, 0.75).draw(2, 40, 40, 20, 20, 0.65).show(1);
    assertEquals(1, studio.at(15, 15));
    assertEquals(2, studio.at(45, 45));
    studio.clear().draw(1, 10, 10, 20, 20, 0.65).draw(2, 40, 40, 20, 20, 0.55).show(1);
    assertEquals(1, studio.at(15, 15));
    assertEquals(0, studio.at(45, 45));
  }

  @Test
  void betweenInferencesMasksGoWithTheSound() {
    MaskFrame held = studio.clear().draw(1, 10, 10, 20, 20, 0.9).frame(0, MaskSource.HELD);
    MaskFrame[] shown = new MaskFrame[3];
    double[] levels = {-20, -70, -20};
    follow(held, 0);
    for (int i = 0; i < shown.length; i++) {
      studio.level = levels[i];
      shown[i] = follow(held, (i + 1) * Studio.FRAME);
    }
    assertSame(held, shown[0]);
    assertEquals(0, shown[1].labels()[15 * Studio.SIZE + 15]);
    assertSame(held, shown[2]);
  }

  private MaskFrame follow(MaskFrame mask, long time) {
    studio.follower.picture(ByteBuffer.wrap(Studio.luma(0, 0)), time);
    return studio.follower.follow(time, mask, 1);
  }
}
