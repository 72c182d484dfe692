// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

  /**
   * Scores clips {@code first} to {@code first + n}; clips are made on all processors.
   *
   * @param shuffled whether each clip hears the sound of another
   */
  public static SetScore of(
      Segmentation segmentation, SampleSource clips, long first, int n, boolean shuffled) {
    List<ClipScore> scores = new ArrayList<>();
    int chunk = 32;
    for (int start = 0; start < n; start += chunk) {
      List<Sample> samples =
          IntStream.range(start, Math.min(n, start + chunk))
              .parallel()
              .mapToObj(i -> clips.sample(first + i))
              .toList();
      for (int i = 0; i < samples.size(); i++) {
        Sample seen = samples.get(i);
        Sample heard = shuffled ? samples.get((i + 1) % samples.size()) : seen;
        Sample shown =
            new Sample(seen.size(), seen.frames(), seen.priors(), seen.labels(), heard.logMel());
        scores.add(ClipScore.of(segmentation.sounding(shown), seen.labels()));
      }
    }
    return summary(scores);
  }

  private static SetScore summary(List<ClipScore> scores) {
    int n = scores.size();
    Random random = new Random(1);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      means[resample] =
          IntStream.range(0, n).mapToDouble(i -> scores.get(random.nextInt(n)).mj()).sum() / n;
    }
    java.util.Arrays.sort(means);
    return new SetScore(
        scores.stream().mapToDouble(ClipScore::mj).average().orElse(0),
        means[RESAMPLES / 40],
        means[RESAMPLES - 1 - RESAMPLES / 40],
        scores.stream().mapToDouble(ClipScore::mf).average().orElse(0),
        scores.stream().mapToDouble(ClipScore::area).average().orElse(0),
        n);
  }
}
