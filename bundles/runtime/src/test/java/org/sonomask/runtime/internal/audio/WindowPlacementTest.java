// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.runtime.audio.LogMel;

class WindowPlacementTest {
  private static final double NANOS = AudioTimeline.SAMPLE_NANOS;
  private static final int SAMPLES = LogMel.EXAMPLE_SAMPLES;
  private static final long FRAME = 33_333_333;

  @Test
  void anAlignedWindowIsCentredOnItsFrameToOneSample() {
    WindowPlacement placement = new WindowPlacement(SAMPLES, false);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long frame = random.nextLong(1L << 50);
      long start = placement.start(frame, FRAME, Long.MAX_VALUE / 2);
      assertEquals(frame / NANOS, start + SAMPLES / 2.0, 1);
      assertEquals(start + SAMPLES, placement.complete(frame));
      assertTrue(placement.complete(frame) <= (frame + WindowPlacement.LOOKAHEAD) / NANOS + 1);
    }
    assertEquals(487_500_000, WindowPlacement.LOOKAHEAD);
  }

  @Test
  void theExamplesBeforeTheFramesOwnEndWhereItStarts() {
    int three = MelColumns.windowSamples(3, LogMel.EXAMPLE_HOP);
    long one = new WindowPlacement(SAMPLES, false).start(5_000_000_000L, FRAME, 0);
    long all = new WindowPlacement(three, false).start(5_000_000_000L, FRAME, 0);
    assertEquals(one, all + 2 * LogMel.EXAMPLE_HOP);
  }

  @Test
  void aLiveWindowEndsWithItsFrameToOneSample() {
    WindowPlacement placement = new WindowPlacement(SAMPLES, true);
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      long frame = random.nextLong(1L << 50);
      long start = placement.start(frame, FRAME, Long.MAX_VALUE / 2);
      assertEquals((frame + FRAME) / NANOS, start + SAMPLES, 1);
    }
    assertTrue(placement.complete(5_000_000_000L) < 0, "it waits for nothing");
  }

  @Test
  void aLiveWindowEndsWithTheNewestSoundIfThatIsNotTooOld() {
    WindowPlacement placement = new WindowPlacement(SAMPLES, true);
    long frame = 10_000_000_000L;
    long end = AudioTimeline.sampleAt(frame + FRAME);
    assertEquals(end - 1000, placement.start(frame, FRAME, end - 1000) + SAMPLES);
    assertEquals(end - 8000, placement.start(frame, FRAME, end - 8000) + SAMPLES);
    assertEquals(end - 8000, placement.start(frame, FRAME, end - 50_000) + SAMPLES);
    assertEquals(end - 8000, placement.start(frame, FRAME, Long.MIN_VALUE) + SAMPLES);
  }
}
