// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTimelineTest {
  private static final long NANOS = AudioTimeline.SAMPLE_NANOS;
  private static final int CAPACITY = 1 << 15;

  private final AudioTimeline timeline = new AudioTimeline(CAPACITY);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverTheBuffersAndTheirJitterSoundIsWhereItBelongsToOneSample(long seed) {
    // Sample n of the signal has the value n, so a sample that is read says where it came from.
    Random random = new Random(seed);
    long origin = random.nextLong(0, 1L << 40);
    long written = 0;
    for (int buffer = 0; buffer < 400; buffer++) {
      int count = 1 + random.nextInt(2000);
      long jitter = buffer == 0 ? 0 : random.nextLong(-35_000_000, 35_000_000);
      timeline.write(ramp(written, count), origin + written * NANOS + jitter);
      written += count;
      assertPaired(origin, written, random);
    }
  }

  private void assertPaired(long origin, long written, Random random) {
    float[] out = new float[100];
    long first = Math.max(0, written - CAPACITY);
    long from = first + random.nextLong(Math.max(1, written - first - out.length));
    long runningTime = origin + from * NANOS + random.nextLong(NANOS);
    int there = timeline.read(AudioTimeline.sampleAt(runningTime), out, out.length);
    for (int i = 0; i < there; i++) {
      double wanted = (runningTime - origin) / (double) NANOS + i;
      // A float holds whole numbers up to 2^24; the ramp stays below.
      assertTrue(Math.abs(out[i] - wanted) <= 1, "sample " + out[i] + " instead of " + wanted);
    }
    assertEquals(Math.min(out.length, written - from), there, 1);
  }

  @Test
  void driftOfMoreThanFortyMillisecondsIsBelieved() {
    timeline.write(ramp(0, 1600), 0);
    timeline.write(ramp(1600, 1600), 1600 * NANOS + 39_000_000);
    assertEquals(3200, timeline.end());
    timeline.write(ramp(3200, 1600), 3200 * NANOS + 41_000_000);
    assertEquals(4800 + 656, timeline.end());
  }

  @Test
  void aGapIsSilenceAndKnownToBeMissing() {
    timeline.write(ramp(1, 1000), 0);
    timeline.write(ramp(1, 1000), 3000 * NANOS);
    float[] out = new float[4000];
    assertEquals(2000, timeline.read(0, out, 4000));
    assertEquals(1000, out[999]);
    assertEquals(0, out[1000]);
    assertEquals(0, out[2999]);
    assertEquals(1, out[3000]);
  }

  @Test
  void lateSoundFillsItsGap() {
    timeline.write(ramp(0, 1000), 0);
    timeline.write(ramp(3000, 1000), 3000 * NANOS);
    long revision = timeline.revision();
    timeline.write(ramp(1000, 2000), 1000 * NANOS);
    assertTrue(timeline.revision() != revision);
    float[] out = new float[4000];
    assertEquals(4000, timeline.read(0, out, 4000));
    for (int i = 0; i < 4000; i++) {
      assertEquals(i, out[i]);
    }
    timeline.write(ramp(4000, 10), 4000 * NANOS);
    assertEquals(4010, timeline.end());
  }

  @Test
  void overlapsAreOverwritten() {
    timeline.write(ramp(0, 4000), 0);
    timeline.write(ramp(100_000, 1000), 2000 * NANOS);
    float[] out = new float[4000];
    assertEquals(4000, timeline.read(0, out, 4000));
    assertEquals(1999, out[1999]);
    assertEquals(100_000, out[2000]);
    assertEquals(100_999, out[2999]);
    assertEquals(3000, out[3000]);
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_000_000_000L, -3_600_000_000_000L, Long.MAX_VALUE / 2})
  void aJumpStartsANewStretch(long jump) {
    long start = 7_200_000_000_000L;
    timeline.write(ramp(0, 1000), start);
    timeline.write(ramp(5, 1000), start + jump);
    float[] out = new float[1000];
    assertEquals(0, timeline.read(AudioTimeline.sampleAt(start), out, 1000));
    assertEquals(1000, timeline.read(AudioTimeline.sampleAt(start + jump), out, 1000));
    assertEquals(5, out[0]);
    assertEquals(timeline.end(), timeline.watermark());
  }

  @Test
  void theWatermarkIsTheEndOfSoundOrOfAGap() {
    assertFalse(timeline.hasSound());
    timeline.write(ramp(0, 1600), 0);
    assertEquals(1600, timeline.watermark());
    timeline.endsAt(500_000_000);
    assertEquals(8000, timeline.watermark());
    timeline.write(ramp(0, 160), 100_000_000);
    assertEquals(8000, timeline.watermark());
    timeline.endsAt(Long.MAX_VALUE);
    assertTrue(timeline.watermark() > 1L << 46);
    timeline.clear();
    assertFalse(timeline.hasSound());
  }

  @Test
  void whatIsNotANumberIsSilence() {
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.5f};
    timeline.write(FloatBuffer.wrap(bad), 0);
    float[] out = new float[4];
    assertEquals(4, timeline.read(0, out, 4));
    assertEquals(0, out[0] + out[1] + out[2]);
    assertEquals(0.5f, out[3]);
  }

  @Test
  void aBufferLongerThanTheMemoryLeavesItsEnd() {
    timeline.write(ramp(0, CAPACITY * 2 + 5), 0);
    float[] out = new float[CAPACITY];
    assertEquals(CAPACITY, timeline.read(CAPACITY + 5, out, CAPACITY));
    assertEquals(CAPACITY + 5, out[0]);
    assertEquals(0, timeline.read(0, out, 1000));
  }

  private static FloatBuffer ramp(long first, int count) {
    FloatBuffer samples = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      samples.put(i, first + i);
    }
    return samples;
  }
}
