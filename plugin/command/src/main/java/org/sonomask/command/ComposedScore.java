// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.sonomask.combo.metrics.ObjectScore;

/**
 * Scores of a set of clips: M_J with a 95 % bootstrap interval over clips, M_F, and the mean share
 * of pixels that are marked though nothing that is seen sounds there.
 */
final class ComposedScore {
  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;
  private static final float HALF = 0.5f;

  private final ObjectScore score = new ObjectScore();
  private final List<Double> jaccards = new ArrayList<>();
  private double falseArea;

  /**
   * Adds a clip.
   *
   * @param sounding [frames][pixels], above 0.5 where the mask is
   * @param truth [frames][pixels], not 0 where something sounds
   */
  void add(float[][] sounding, byte[][] truth) {
    jaccards.add(score.add(sounding, truth).jaccard());
    for (int frame = 0; frame < truth.length; frame++) {
      falseArea += falseArea(sounding[frame], truth[frame]) / truth.length;
    }
  }

  private static double falseArea(float[] sounding, byte[] truth) {
    int marked = 0;
    for (int pixel = 0; pixel < truth.length; pixel++) {
      marked += sounding[pixel] > HALF && truth[pixel] == 0 ? 1 : 0;
    }
    return (double) marked / truth.length;
  }

  /** Lower and upper end of M_J's interval; the same clips give the same ends. */
  double[] interval() {
    SplittableRandom random = new SplittableRandom(1);
    int clips = jaccards.size();
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      for (int i = 0; i < clips; i++) {
        sum += jaccards.get(random.nextInt(clips));
      }
      means[resample] = sum / clips;
    }
    Arrays.sort(means);
    int low = (int) (TAIL * RESAMPLES);
    return new double[] {means[low], means[RESAMPLES - 1 - low]};
  }

  /** The figures in a line. */
  String text() {
    double[] interval = interval();
    return String.format(
        Locale.ROOT,
        "M_J %.3f (%.3f to %.3f)  M_F %.3f  false area %.4f  (%d clips)",
        score.jaccard(),
        interval[0],
        interval[1],
        score.measure(),
        falseArea / score.clips(),
        score.clips());
  }

  /** The figures as JSON. */
  ObjectNode json() {
    double[] interval = interval();
    return new ObjectMapper()
        .createObjectNode()
        .put("mj", score.jaccard())
        .put("mj_low", interval[0])
        .put("mj_high", interval[1])
        .put("mf", score.measure())
        .put("false_area", falseArea / score.clips())
        .put("n", score.clips());
  }
}
