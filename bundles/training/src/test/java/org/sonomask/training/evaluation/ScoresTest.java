// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sonomask.training.data.Sample;
import org.sonomask.training.data.SampleSource;

class ScoresTest {
  private static final int SIZE = 4;

  /** Odd clips sound in their upper half; what is heard says the same. */
  private static Sample clip(long number) {
    byte[] labels = new byte[SIZE * SIZE];
    Arrays.fill(labels, 0, (int) (number % 2) * SIZE * SIZE / 2, (byte) 1);
    float[][] heard = {{number % 2}};
    byte[][] none = {new byte[0]};
    return new Sample(SIZE, none, none, new byte[][] {labels}, heard);
  }

  /** Marks the upper half where it hears something. */
  private static float[][] listening(Sample sample) {
    float[] chances = new float[SIZE * SIZE];
    Arrays.fill(chances, 0, SIZE * SIZE / 2, sample.logMel()[0][0]);
    return new float[][] {chances};
  }

  @Test
  void whoListensIsRightWithTheClipsOwnSoundOnly() {
    SampleSource clips = ScoresTest::clip;
    SetScore heard = SetScore.of(ScoresTest::listening, clips, 0, 40);
    assertEquals(1, heard.mj(), 1e-6);
    assertEquals(1, heard.mjLow(), 1e-6);
    assertEquals(0.25, heard.area(), 1e-9);
    assertEquals(40, heard.n());
    SetScore shuffled =
        SetScore.of(sample -> listening(clip(1 - (long) sample.logMel()[0][0])), clips, 0, 40);
    assertEquals(0.25, shuffled.mj(), 1e-6);
    assertTrue(shuffled.mjLow() < 0.25 && shuffled.mjHigh() > 0.25);
  }

  @Test
  void aHigherThresholdMasksLess() {
    ThresholdCurve curve = new ThresholdCurve();
    curve.add(new float[][] {{0.9f, 0.5f, 0.3f, 0}}, new byte[][] {{1, 1, 0, 0}});
    int last = ThresholdCurve.THRESHOLDS.size() - 1;
    for (int i = 1; i <= last; i++) {
      assertTrue(curve.area(i) <= curve.area(i - 1));
    }
    assertEquals(0.75, curve.area(0), 1e-9);
    assertEquals(2 / 3.0, curve.jaccard(0), 1e-9);
    assertEquals(0.5, curve.jaccard(last), 1e-9);
    int middle = ThresholdCurve.THRESHOLDS.indexOf(0.4);
    assertEquals(1, curve.jaccard(middle), 1e-9);
  }

  @Test
  void whereNothingSoundsAnEmptyMaskIsPerfect() {
    ThresholdCurve curve = new ThresholdCurve();
    curve.add(new float[][] {{0.5f, 0, 0, 0}}, new byte[][] {{0, 0, 0, 0}});
    assertEquals(0.75, curve.jaccard(0), 1e-9);
    assertEquals(1, curve.jaccard(ThresholdCurve.THRESHOLDS.size() - 1), 1e-9);
  }
}
