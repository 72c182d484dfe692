// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.runtime.audio.LogMel;

class MelColumnsTest {
  private static final int FLOATS = LogMel.COLUMNS * LogMel.BANDS;
  private static final long NANOS = AudioTimeline.SAMPLE_NANOS;

  private final AudioTimeline timeline = new AudioTimeline(1 << 18);
  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 160, 267, 533, 640, 667, 3200, 15_360})
  void sharedColumnsAreThoseOfTheWindowAlone(int step) {
    timeline.write(noise(100_000), 0);
    MelColumns shared = new MelColumns(timeline, 1, LogMel.EXAMPLE_HOP);
    for (int i = 0; i < 20; i++) {
      long start = (long) i * step;
      assertArrayEquals(alone(start, 1), examples(shared, start, 1));
    }
  }

  @Test
  void examplesFollowOneAnotherOldestFirst() {
    timeline.write(noise(100_000), 0);
    float[] three = examples(new MelColumns(timeline, 3, LogMel.EXAMPLE_HOP), 777, 3);
    float[] second = alone(777 + LogMel.EXAMPLE_HOP, 1);
    for (int i = 0; i < FLOATS; i++) {
      assertEquals(second[i], three[FLOATS + i]);
    }
  }

  @Test
  void soundThatComesLaterIsHeard() {
    timeline.write(noise(8000), 0);
    MelColumns columns = new MelColumns(timeline, 1, LogMel.EXAMPLE_HOP);
    examples(columns, 0, 1);
    assertEquals(8000.0 / 15_600, columns.coverage(), 1e-9);
    timeline.write(noise(8000), 8000 * NANOS);
    assertArrayEquals(alone(0, 1), examples(columns, 0, 1));
    assertEquals(1, columns.coverage());
  }

  @Test
  void soundThatComesLateIsHeard() {
    timeline.write(noise(4000), 0);
    timeline.write(noise(16_000), 10_000 * NANOS);
    MelColumns columns = new MelColumns(timeline, 1, LogMel.EXAMPLE_HOP);
    examples(columns, 0, 1);
    timeline.write(noise(6000), 4000 * NANOS);
    assertArrayEquals(alone(0, 1), examples(columns, 0, 1));
  }

  @Test
  void theLevelIsTheRootMeanSquare() {
    FloatBuffer square = FloatBuffer.allocate(20_000);
    for (int i = 0; i < square.capacity(); i++) {
      square.put(i, i % 2 == 0 ? 0.25f : -0.25f);
    }
    timeline.write(square, 0);
    MelColumns columns = new MelColumns(timeline, 1, LogMel.EXAMPLE_HOP);
    columns.load(0);
    assertEquals(0.25, columns.level(), 1e-6);
    columns.load(100_000);
    assertEquals(0, columns.level());
    assertEquals(0, columns.coverage());
  }

  /** The examples of a window by an instance that has seen no other. */
  private float[] alone(long start, int count) {
    return examples(new MelColumns(timeline, count, LogMel.EXAMPLE_HOP), start, count);
  }

  private static float[] examples(MelColumns columns, long start, int count) {
    FloatBuffer out = FloatBuffer.allocate(count * FLOATS + 7);
    columns.load(start);
    columns.examples(out, 7);
    float[] values = new float[count * FLOATS];
    out.get(7, values);
    return values;
  }

  private FloatBuffer noise(int count) {
    FloatBuffer samples = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      samples.put(i, random.nextFloat() - 0.5f);
    }
    return samples;
  }
}
