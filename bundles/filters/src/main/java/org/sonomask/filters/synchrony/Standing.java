// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

import java.util.Arrays;

/**
 * Who is beaten, with a hysteresis: whoever falls clearly behind the best is, until they are
 * clearly the best. Figures are known again by where they are. Not thread-safe. Allocates nothing
 * after construction.
 */
public final class Standing {
  /** Time constant of scores, ns. */
  private static final double MEMORY = 200_000_000;

  private final double clear;
  private int count;
  private int[] lefts = new int[Figures.MOST];
  private int[] rights = new int[Figures.MOST];
  private double[] means = new double[Figures.MOST];
  private boolean[] beaten = new boolean[Figures.MOST];
  private final double[] oldMeans = new double[Figures.MOST];
  private final boolean[] wasBeaten = new boolean[Figures.MOST];
  private final int[] before = new int[Figures.MOST];
  private long lastTime;

  /**
   * Starts level.
   *
   * @param clear how far behind the best somebody must fall to be beaten, and how far ahead of the
   *     others they must be then
   */
  public Standing(double clear) {
    this.clear = clear;
  }

  /** Forgets everybody. */
  public void reset() {
    count = 0;
  }

  /** Takes the scores of a mask's figures; NaN says nothing. */
  public void update(Figures figures, double[] scores, long now) {
    recognize(figures);
    System.arraycopy(means, 0, oldMeans, 0, count);
    System.arraycopy(beaten, 0, wasBeaten, 0, count);
    double share = 1 - Math.exp(Math.min(0, lastTime - now) / MEMORY);
    lastTime = now;
    count = figures.count();
    for (int i = 0; i < count; i++) {
      lefts[i] = figures.get(i).left();
      rights[i] = figures.get(i).right();
      double old = before[i] < 0 ? Double.NaN : oldMeans[before[i]];
      means[i] = mean(old, scores[i], share);
    }
    for (int i = 0; i < count; i++) {
      boolean was = before[i] >= 0 && wasBeaten[before[i]];
      double behind = bestBut(i) - means[i];
      beaten[i] = was ? behind > -clear : behind >= clear;
    }
  }

  private static double mean(double old, double score, double share) {
    if (Double.isNaN(score)) {
      return old;
    }
    return Double.isNaN(old) ? score : old + share * (score - old);
  }

  private double bestBut(int figure) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      best = i != figure && means[i] > best ? means[i] : best;
    }
    return best;
  }

  /** Finds who each figure was: the one that shared the most columns. */
  private void recognize(Figures figures) {
    Arrays.fill(before, -1);
    for (int i = 0; i < figures.count(); i++) {
      int most = 0;
      for (int j = 0; j < count; j++) {
        int shared =
            Math.min(figures.get(i).right(), rights[j]) - Math.max(figures.get(i).left(), lefts[j]);
        if (shared > most) {
          most = shared;
          before[i] = j;
        }
      }
    }
  }

  /** Whether a figure of the last mask is beaten. */
  public boolean isBeaten(int figure) {
    return beaten[figure];
  }
}
