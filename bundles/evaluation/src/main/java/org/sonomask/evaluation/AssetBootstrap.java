// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A 95 % interval of a mean over clips that share assets. Not clips but assets are drawn anew, with
 * replacement: an asset that is drawn m times adds m − 1 times its share of the mean, the sum over
 * its clips of their distance to the mean, divided by the number of clips. A clip counts with each
 * of its assets, so the interval is rather too wide than too narrow; if every clip has one asset of
 * its own, it is the ordinary bootstrap.
 */
final class AssetBootstrap {
  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  private AssetBootstrap() {}

  /**
   * The interval.
   *
   * @param values of the clips
   * @param assets of each clip
   * @return lower and upper end; the same values give the same ends
   */
  static double[] interval(List<Double> values, List<List<String>> assets) {
    double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
    double[] shares = shares(values, assets, mean);
    SplittableRandom random = new SplittableRandom(1);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      means[resample] = mean - Arrays.stream(shares).sum();
      for (int draw = 0; draw < shares.length; draw++) {
        means[resample] += shares[random.nextInt(shares.length)];
      }
    }
    Arrays.sort(means);
    int low = (int) (TAIL * RESAMPLES);
    return new double[] {means[low], means[RESAMPLES - 1 - low]};
  }

  private static double[] shares(List<Double> values, List<List<String>> assets, double mean) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int clip = 0; clip < values.size(); clip++) {
      double distance = (values.get(clip) - mean) / values.size();
      for (String asset : assets.get(clip)) {
        shares.merge(asset, distance, Double::sum);
      }
    }
    return new ArrayList<>(shares.values()).stream().mapToDouble(share -> share).toArray();
  }
}
