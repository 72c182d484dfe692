// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;

class MaskFollowerTest {
  private static final int SIZE = 64;
  private static final int PIXELS = SIZE * SIZE;
  private static final long FRAME = 40_000_000;
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "x", SIZE, SIZE, 1, 1, List.of("background", "a"));

  private final MaskFollower follower = new MaskFollower(INFO, moving(), time -> 0);

  /** As the runtime makes them: masks of silence share their arrays. */
  @Test
  void aMaskOfSilenceIsAsOldAsItsOwnFrame() {
    byte[] nothing = new byte[PIXELS];
    for (int number = 0; number < 3; number++) {
      long time = number * 5 * FRAME;
      MaskFrame silent = mask(time, nothing);
      show(follower, silent, 0, time);
      assertEquals(time, show(follower, silent, 0, time + FRAME).runningTime());
    }
  }

  /** Running times begin anew, so those of before and after may be the same. */
  @Test
  void motionFromBeforeAFlushIsForgotten() {
    MaskFrame mask = mask(0, square());
    show(follower, mask, 0, 0);
    show(follower, mask, 3, FRAME);
    show(follower, mask, 6, 2 * FRAME);
    follower.reset();
    MaskFollower fresh = new MaskFollower(INFO, moving(), time -> 0);
    for (MaskFollower each : List.of(follower, fresh)) {
      show(each, null, 20, 0);
    }
    MaskFrame later = mask(0, square());
    assertArrayEquals(
        show(fresh, later, 18, 3 * FRAME).labels(), show(follower, later, 18, 3 * FRAME).labels());
  }

  private static MaskFrame show(MaskFollower follower, MaskFrame mask, int right, long time) {
    follower.picture(ByteBuffer.wrap(luma(right)), time);
    return follower.follow(time, mask, 1);
  }

  private static Supplier<List<MaskFilter>> moving() {
    List<MaskFilter> filters = List.of(new Moving());
    return () -> filters;
  }

  private static final class Moving implements MaskFilter {
    @Override
    public String name() {
      return "moving";
    }

    @Override
    public Instance open(SegmenterInfo info) {
      return null;
    }

    @Override
    public Instance openBetween(SegmenterInfo info) {
      return new Instance() {
        @Override
        public void apply(MaskStep step) {
          MaskMotion motion = step.motion();
          if (motion != null) {
            motion.move(step.labels().clone(), step.labels());
          }
        }

        @Override
        public void reset() {}
      };
    }
  }

  private static byte[] square() {
    byte[] labels = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      int x = i % SIZE;
      int y = i / SIZE;
      labels[i] = (byte) (x >= 20 && x < 40 && y >= 20 && y < 40 ? 1 : 0);
    }
    return labels;
  }

  private static MaskFrame mask(long time, byte[] labels) {
    return new MaskFrame(
        "s",
        time,
        FRAME,
        SIZE,
        SIZE,
        labels,
        new byte[PIXELS],
        List.of(),
        MaskGeometry.WHOLE,
        1,
        MaskSource.HELD,
        "m");
  }

  private static byte[] luma(int right) {
    byte[] luma = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      double x = i % SIZE - right;
      double y = i / SIZE;
      luma[i] = (byte) (110 + 40 * Math.sin(x / 3.7 + y / 11) + 40 * Math.sin(x / 17 - y / 4.9));
    }
    return luma;
  }
}
