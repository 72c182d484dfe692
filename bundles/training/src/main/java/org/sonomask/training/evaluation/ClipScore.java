// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

/**
 * M_J and M_F of one clip, as AVSBench defines them for S4 and MS3 (combo section 10.1), and the
 * share of the frames that the mask covers.
 *
 * @param mj mean intersection over union
 * @param mf greatest F-measure, β² = 0.3, over 255 thresholds
 * @param area mean share of masked pixels
 */
record ClipScore(double mj, double mf, double area) {
  private static final int THRESHOLDS = 255;
  private static final double BETA2 = 0.3;

  /**
   * Scores a clip.
   *
   * @param sounding [frames][pixels], above 0.5 where the mask is
   * @param labels [frames][pixels], not 0 where something sounds
   */
  static ClipScore of(float[][] sounding, byte[][] labels) {
    double jaccard = 0;
    double area = 0;
    double[] curve = new double[THRESHOLDS];
    int filled = 0;
    for (int frame = 0; frame < labels.length; frame++) {
      jaccard += jaccard(sounding[frame], labels[frame]);
      area += area(sounding[frame]);
      if (addCurve(sounding[frame], labels[frame], curve)) {
        filled++;
      }
    }
    double best = 0;
    for (double sum : curve) {
      best = Math.max(best, filled == 0 ? 0 : sum / filled);
    }
    return new ClipScore(jaccard / labels.length, best, area / labels.length);
  }

  private static double area(float[] sounding) {
    int masked = 0;
    for (float chance : sounding) {
      masked += chance > 0.5f ? 1 : 0;
    }
    return (double) masked / sounding.length;
  }

  private static double jaccard(float[] sounding, byte[] labels) {
    int both = 0;
    int either = 0;
    int truth = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean predicted = sounding[i] > 0.5f;
      boolean sounds = labels[i] != 0;
      truth += sounds ? 1 : 0;
      both += predicted && sounds ? 1 : 0;
      either += predicted || sounds ? 1 : 0;
    }
    if (truth == 0) {
      return (labels.length - either) / (labels.length + 1e-7);
    }
    return both / (either + 1e-7);
  }

  /** Adds the frame's F-measures by threshold; false if nothing sounds in it. */
  private static boolean addCurve(float[] sounding, byte[] labels, double[] curve) {
    int[] positives = new int[THRESHOLDS + 1];
    int[] hits = new int[THRESHOLDS + 1];
    int truth = 0;
    for (int i = 0; i < labels.length; i++) {
      int passed = passed(sounding[i]);
      positives[passed]++;
      if (labels[i] != 0) {
        hits[passed]++;
        truth++;
      }
    }
    if (truth == 0) {
      return false;
    }
    int positive = 0;
    int hit = 0;
    for (int threshold = THRESHOLDS - 1; threshold >= 0; threshold--) {
      positive += positives[threshold + 1];
      hit += hits[threshold + 1];
      double precision = hit / (positive + 1e-20);
      double recall = hit / (truth + 1e-20);
      double f = (1 + BETA2) * precision * recall / (BETA2 * precision + recall);
      curve[threshold] += Double.isNaN(f) ? 0 : f;
    }
    return true;
  }

  /** How many of the thresholds k / 254, k = 0 to 254, a chance reaches. */
  private static int passed(float chance) {
    int passed = Math.min(THRESHOLDS, (int) (chance * (THRESHOLDS - 1)) + 1);
    while (passed < THRESHOLDS && chance >= threshold(passed)) {
      passed++;
    }
    while (passed > 0 && chance < threshold(passed - 1)) {
      passed--;
    }
    return passed;
  }

  private static float threshold(int k) {
    return (float) (k * ((1 - 1e-10) / (THRESHOLDS - 1)));
  }
}
