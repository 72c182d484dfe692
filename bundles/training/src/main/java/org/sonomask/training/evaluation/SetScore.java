// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.training.data.Sample;
import org.sonomask.training.data.SampleSource;

/**
 * Scores of a set of clips.
 *
 * @param mj mean M_J
 * @param mjLow lower end of its 95 % bootstrap interval over clips
 * @param mjHigh upper end
 * @param mf mean M_F
 * @param area mean share of masked pixels
 * @param n clips
 */
public record SetScore(double mj, double mjLow, double mjHigh, double mf, double area, int n) {
  private static final int RESAMPLES = 1000;
  private static final float HALF = 0.5f;

  /** Scores clips {@code first} to {@code first + n}; clips are made on all processors. */
  public static SetScore of(Segmentation segmentation, SampleSource clips, long first, int n) {
    ObjectScore score = new ObjectScore();
    List<Double> jaccards = new ArrayList<>();
    double area = 0;
    int chunk = 32;
    for (int start = 0; start < n; start += chunk) {
      List<Sample> samples =
          IntStream.range(start, Math.min(n, start + chunk))
              .parallel()
              .mapToObj(i -> clips.sample(first + i))
              .toList();
      for (Sample sample : samples) {
        float[][] sounding = segmentation.sounding(sample);
        jaccards.add(score.add(sounding, sample.labels()).jaccard());
        area += area(sounding) / n;
      }
    }
    double[] interval = interval(jaccards);
    return new SetScore(score.jaccard(), interval[0], interval[1], score.measure(), area, n);
  }

  private static double area(float[][] sounding) {
    long masked = 0;
    for (float[] frame : sounding) {
      for (float chance : frame) {
        masked += chance > HALF ? 1 : 0;
      }
    }
    return (double) masked / (sounding.length * sounding[0].length);
  }

  private static double[] interval(List<Double> jaccards) {
    int n = jaccards.size();
    Random random = new Random(1);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      means[resample] =
          IntStream.range(0, n).mapToDouble(i -> jaccards.get(random.nextInt(n))).sum() / n;
    }
    Arrays.sort(means);
    return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
  }
}
