// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import java.util.List;

/**
 * What a network does at each of {@link ThresholdCurve#THRESHOLDS}: how well it marks what sounds,
 * and how much it marks where nothing that is seen does.
 *
 * @param sounding scenes with something that is seen and sounds, all kinds counting alike
 * @param silent scenes without, likewise
 */
public record OperatingPoints(List<ThresholdCurve> sounding, List<ThresholdCurve> silent) {
  /** Holds copies of the lists. */
  public OperatingPoints {
    sounding = List.copyOf(sounding);
    silent = List.copyOf(silent);
  }

  /** M_J of the sounding scenes at a threshold of the list. */
  public double jaccard(int threshold) {
    return sounding.stream().mapToDouble(curve -> curve.jaccard(threshold)).average().orElse(0);
  }

  /** Mean share of pixels marked in the silent scenes at a threshold of the list. */
  public double falseArea(int threshold) {
    return silent.stream().mapToDouble(curve -> curve.area(threshold)).average().orElse(0);
  }

  /**
   * The threshold with the greatest M_J among those that mark no more of the silent scenes than
   * allowed, the lowest of several; the highest of all if all mark more.
   */
  public double threshold(double mostFalseArea) {
    int chosen = last();
    for (int i = last(); i >= 0 && falseArea(i) <= mostFalseArea; i--) {
      chosen = jaccard(i) >= jaccard(chosen) ? i : chosen;
    }
    return ThresholdCurve.THRESHOLDS.get(chosen);
  }

  /**
   * M_J at exactly this false area, by which networks compare that dare to mark differently much:
   * between two neighbouring thresholds on a straight line, beyond the list that of its end.
   */
  public double jaccardAt(double falseArea) {
    int below = 0;
    while (below < last() && falseArea(below) > falseArea) {
      below++;
    }
    double area = falseArea(below);
    if (below == 0 || area >= falseArea) {
      return jaccard(below);
    }
    double share = (falseArea - area) / (falseArea(below - 1) - area);
    return jaccard(below) + share * (jaccard(below - 1) - jaccard(below));
  }

  private static int last() {
    return ThresholdCurve.THRESHOLDS.size() - 1;
  }
}
