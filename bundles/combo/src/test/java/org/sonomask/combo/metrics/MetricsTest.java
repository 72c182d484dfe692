// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final double CLOSE = 1e-6;

  @Test
  void aPerfectMaskScoresOne() {
    ObjectScore score = new ObjectScore();
    score.add(new float[][] {{1, 0, 1, 0}}, new byte[][] {{1, 0, 1, 0}});
    assertEquals(1, score.jaccard(), CLOSE);
    assertEquals(1, score.measure(), CLOSE);
  }

  @Test
  void anEmptyTruthRewardsBackgroundButGivesNoMeasure() {
    ObjectScore score = new ObjectScore();
    score.add(new float[][] {{0.9f, 0.1f, 0.1f, 0.1f}}, new byte[][] {{0, 0, 0, 0}});
    assertEquals(0.75, score.jaccard(), CLOSE);
    assertEquals(0, score.measure(), CLOSE);
  }

  @Test
  void framesWithoutObjectsDoNotLowerTheMeasure() {
    ObjectScore score = new ObjectScore();
    score.add(
        new float[][] {{1, 0, 0, 0}, {0, 0, 0, 0}}, new byte[][] {{1, 0, 0, 0}, {0, 0, 0, 0}});
    assertEquals(1, score.measure(), CLOSE);
  }

  @Test
  void theSetIsTheMeanOfItsClips() {
    ObjectScore score = new ObjectScore();
    score.add(new float[][] {{1, 0}}, new byte[][] {{1, 0}});
    score.add(new float[][] {{0, 1}}, new byte[][] {{1, 0}});
    assertEquals(0.5, score.jaccard(), CLOSE);
    assertEquals(2, score.clips());
  }

  @Test
  void bytesScoreAsTheProbabilitiesThatTheyStandFor() {
    Random random = new Random(7);
    ObjectScore exact = new ObjectScore();
    ObjectScore bytes = new ObjectScore();
    for (int clip = 0; clip < 20; clip++) {
      byte[][] levels = new byte[3][500];
      byte[][] truth = new byte[3][500];
      float[][] chances = new float[3][500];
      for (int frame = 0; frame < 3; frame++) {
        random.nextBytes(levels[frame]);
        for (int pixel = 0; pixel < 500; pixel++) {
          truth[frame][pixel] = (byte) (frame == 1 && clip % 2 == 0 ? 0 : random.nextInt(2));
          chances[frame][pixel] = (levels[frame][pixel] & 0xff) / 255f;
        }
      }
      assertEquals(exact.add(chances, truth), bytes.add(levels, truth));
    }
    assertEquals(exact.jaccard(), bytes.jaccard());
  }

  @Test
  void classesCountInTheFramesInWhichTheyArePredictedOrTrue() {
    SemanticScore score = new SemanticScore(3);
    score.add(new byte[] {0, 0, 1, 1}, new byte[] {0, 0, 1, 0});
    assertEquals(2f / 3, score.jaccard(0), CLOSE);
    assertEquals(0.5, score.jaccard(1), CLOSE);
    assertEquals(0, score.frames(2));
    assertEquals((2f / 3 + 0.5f) / 3, score.jaccard(), CLOSE);
  }

  @Test
  void ignoredPixelsCountForNothing() {
    SemanticScore score = new SemanticScore(2);
    score.add(new byte[] {1, 0}, new byte[] {(byte) 255, 0});
    assertEquals(0, score.frames(1));
    assertEquals(1, score.jaccard(0), CLOSE);
  }
}
