// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;

class PropagationFilterTest {
  private final Studio studio = new Studio(new PropagationFilter());
  private final MaskFrame own =
      studio.clear().draw(1, 10, 20, 20, 20, 0.9).frame(0, MaskSource.INFERRED);
  private final MaskFrame held = own.withSource(MaskSource.HELD);

  @Test
  void aMaskFollowsThePicture() {
    assertSame(own, follow(own, Studio.luma(0, 0), 0));
    for (int i = 1; i <= 5; i++) {
      MaskFrame moved = follow(held, Studio.luma(3 * i, i), i * Studio.FRAME);
      assertEquals(MaskSource.PROPAGATED, moved.source());
      assertEquals(0, moved.runningTime(), "it is still the mask of that frame");
      byte[] wanted = studio.clear().draw(1, 10 + 3 * i, 20 + i, 20, 20, 0.9).labels;
      int wrong = 0;
      for (int pixel = 0; pixel < Studio.PIXELS; pixel++) {
        wrong += wanted[pixel] == moved.labels()[pixel] ? 0 : 1;
      }
      assertTrue(wrong < 30, wrong + " pixels are wrong in frame " + i);
    }
  }

  @Test
  void onAStillPictureTheMaskIsHeld() {
    follow(own, Studio.luma(0, 0), 0);
    assertSame(held, follow(held, Studio.luma(0, 0), Studio.FRAME));
  }

  @Test
  void aMaskThatHasMovedAndMovesNoMoreIsTheSameOne() {
    follow(own, Studio.luma(0, 0), 0);
    follow(held, Studio.luma(3, 1), Studio.FRAME);
    MaskFrame moved = follow(held, Studio.luma(6, 2), 2 * Studio.FRAME);
    assertEquals(MaskSource.PROPAGATED, moved.source());
    assertSame(moved, follow(held, Studio.luma(6, 2), 3 * Studio.FRAME));
    assertSame(moved, follow(held, Studio.luma(6, 2), 4 * Studio.FRAME));
  }

  @Test
  void aMaskOfAnUnknownPictureIsHeld() {
    assertSame(held, follow(held, Studio.luma(3, 0), Studio.FRAME));
    follow(own, Studio.luma(0, 0), 0);
    studio.follower.reset();
    assertSame(held, follow(held, Studio.luma(3, 0), Studio.FRAME));
  }

  @Test
  void aMaskOfTheShotBeforeIsNotShown() {
    byte[] dark = new byte[Studio.PIXELS];
    byte[] bright = new byte[Studio.PIXELS];
    Arrays.fill(bright, (byte) 220);
    follow(own, dark, 0);
    assertSame(held, follow(held, dark, Studio.FRAME));
    assertNull(follow(held, bright, 2 * Studio.FRAME));
    assertNull(follow(held, bright, 3 * Studio.FRAME));
    MaskFrame next = studio.frame(2 * Studio.FRAME, MaskSource.HELD);
    assertSame(next, follow(next, bright, 4 * Studio.FRAME));
  }

  @Test
  void withoutStrengthNothingIsChanged() {
    studio.follower.follow(0, own, 0);
    assertSame(held, studio.follower.follow(Studio.FRAME, held, 0));
    assertTrue(!studio.follower.isWanted());
  }

  @Test
  void aFrameAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer[] pictures = new ByteBuffer[5];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = ByteBuffer.wrap(Studio.luma(2 * i, i));
    }
    studio.follower.picture(pictures[0], 0);
    studio.follower.follow(0, own, 1);
    long before = 0;
    int frames = 3000;
    for (int i = 1; i < frames; i++) {
      before = i == 1000 ? threads.getCurrentThreadAllocatedBytes() : before;
      // The mask's own picture must not be forgotten.
      long time = (i % 50 == 0 ? 0 : i) * Studio.FRAME;
      studio.follower.picture(pictures[time == 0 ? 0 : i % 5], time);
      studio.follower.follow(time, held, 1);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < frames, bytes + " bytes for " + (frames - 1000) + " frames");
  }

  private MaskFrame follow(MaskFrame mask, byte[] luma, long time) {
    studio.follower.picture(ByteBuffer.wrap(luma), time);
    return studio.follower.follow(time, mask, 1);
  }
}
