// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipScoreTest {
  private static final List<String> CLASSES = List.of("background", "dog", "cat");

  @Test
  void anUnsureBackgroundMaySound() {
    assertEquals((byte) 0, Marks.sounding((byte) 0, (byte) 255));
    assertEquals((byte) 51, Marks.sounding((byte) 1, (byte) 51));
    assertEquals((byte) 204, Marks.sounding((byte) 0, (byte) 51));
  }

  @Test
  void whatIsMarkedWhereNothingSoundsIsFalseArea() {
    SetScore score = new SetScore(CLASSES);
    for (int clip = 0; clip < 20; clip++) {
      byte second = (byte) (clip < 10 ? 255 : 0);
      score.add(score(new byte[] {(byte) 255, second, 0, 0}, new byte[] {1, 0, 0, 0}, clip));
    }
    assertEquals(0.125, score.falseArea(), 1e-9);
    assertEquals(0.75, score.jaccard(), 1e-6);
    double[] interval = score.interval();
    assertEquals(0.64, interval[0], 0.03);
    assertEquals(0.86, interval[1], 0.03);
  }

  @Test
  void aClassIsScoredOnTheClipsInWhichItSounds() {
    SetScore score = new SetScore(CLASSES);
    score.add(score(new byte[] {(byte) 255, 0}, new byte[] {1, 0}, 0));
    score.add(score(new byte[] {0, 0}, new byte[] {2, 0}, 1));
    score.add(score(new byte[] {0, 0}, new byte[] {0, 0}, 2));
    List<SetScore.OfClass> classes = score.classes();
    assertEquals(List.of("dog", "cat"), classes.stream().map(SetScore.OfClass::name).toList());
    assertEquals(1, classes.get(0).jaccard(), 1e-6);
    assertEquals(1, classes.get(0).clips());
    assertEquals(1, classes.get(0).labels(), 1e-6);
    assertEquals(0, classes.get(1).jaccard(), 1e-6);
  }

  @Test
  void theIntervalOfAScoreStaysBetweenNothingAndAll() {
    SetScore score = new SetScore(CLASSES);
    score.add(score(new byte[] {0, 0}, new byte[] {1, 0}, 0));
    score.add(score(new byte[] {0, 0}, new byte[] {1, 0}, 0));
    score.add(score(new byte[] {(byte) 255, 0}, new byte[] {1, 0}, 1));
    double[] interval = score.interval();
    assertTrue(interval[0] >= 0 && interval[1] <= 1);
  }

  @Test
  void aLeadOnEachClipIsCertainHoweverDifferentClipsAre() {
    SetScore first = new SetScore(CLASSES);
    SetScore second = new SetScore(CLASSES);
    for (int clip = 0; clip < 20; clip++) {
      byte[] truth = new byte[20];
      Arrays.fill(truth, (byte) 1);
      byte[] marked = new byte[20];
      Arrays.fill(marked, 0, clip, (byte) 255);
      second.add(score(marked, truth, clip));
      marked[clip] = (byte) 255;
      first.add(score(marked, truth, clip));
    }
    assertEquals(0.05, first.jaccard() - second.jaccard(), 1e-6);
    assertArrayEquals(new double[] {0.05, 0.05}, first.intervalOfLead(second), 1e-6);
    assertArrayEquals(new double[] {-0.05, -0.05}, second.intervalOfLead(first), 1e-6);
    assertTrue(second.interval()[1] > first.interval()[0]);
  }

  @Test
  void labelsOfAnotherModelAreTranslatedByName() {
    byte[] translation =
        ComposedSets.translation(List.of("background", "cat", "organ", "dog"), CLASSES);
    assertArrayEquals(
        new byte[] {0, 2, 0, 1}, ClipScore.translated(new byte[] {0, 1, 2, 3}, translation));
  }

  /** Marks what is likely to sound with the true class. */
  private static ClipScore score(byte[] sounding, byte[] truth, int number) {
    byte[] labels = new byte[truth.length];
    for (int pixel = 0; pixel < truth.length; pixel++) {
      labels[pixel] = Marks.inMask(sounding[pixel]) ? truth[pixel] : 0;
    }
    ShownClip clip =
        new ShownClip(
            truth.length,
            1,
            new byte[1][3 * truth.length],
            new byte[1][truth.length],
            new float[1][0],
            new byte[][] {truth},
            List.of("clip " + number));
    Marks marks = new Marks(new byte[][] {labels}, new byte[][] {sounding});
    return ClipScore.of(clip, marks, CLASSES.size(), ComposedSets.translation(CLASSES, CLASSES));
  }
}
