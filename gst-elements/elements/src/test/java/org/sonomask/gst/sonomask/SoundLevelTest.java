// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SoundLevelTest {

  private static final long MS = 1_000_000;
  private static final long SAMPLE = 62_500;

  private final SoundLevel level = new SoundLevel();

  private void tone(long start, int milliseconds, double amplitude) {
    FloatBuffer samples = FloatBuffer.allocate(16 * milliseconds);
    for (int i = 0; i < samples.capacity(); i++) {
      samples.put(i, (float) (amplitude * Math.sin(2 * Math.PI * i / 16)));
    }
    level.add(samples, start, SAMPLE);
  }

  @Test
  void aFullScaleToneIsThreeDecibelsBelowIt() {
    tone(0, 100, 1);
    assertEquals(-3.01, level.decibels(0, 40 * MS), 0.01);
  }

  @Test
  void eachFrameHasTheSoundOfItsOwnTime() {
    tone(0, 100, 1);
    tone(100 * MS, 100, 0.1);
    assertEquals(-3.01, level.decibels(60 * MS, 100 * MS), 0.01);
    assertEquals(-23.01, level.decibels(100 * MS, 140 * MS), 0.01);
  }

  @Test
  void liveFramesAheadOfTheirSoundHaveTheSoundJustBefore() {
    tone(0, 100, 0.1);
    assertEquals(-23.01, level.decibels(120 * MS, 160 * MS), 0.01);
    assertTrue(Double.isNaN(level.decibels(400 * MS, 440 * MS)));
  }

  @Test
  void silenceIsKnown() {
    tone(0, 100, 0);
    assertEquals(-100, level.decibels(0, 40 * MS), 1e-9);
  }

  @Test
  void aFlushForgets() {
    tone(0, 100, 1);
    level.reset();
    assertTrue(Double.isNaN(level.decibels(0, 40 * MS)));
  }

  @Test
  void soundFromLongAgoIsNotTakenForNewSound() {
    tone(0, 100, 1);
    assertTrue(Double.isNaN(level.decibels(10_240 * MS, 10_280 * MS)));
  }
}
