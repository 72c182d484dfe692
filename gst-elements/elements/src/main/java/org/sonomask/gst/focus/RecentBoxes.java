// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

/** The boxes of the last while, and the one that holds them all. Allocates nothing. */
final class RecentBoxes {

  /** Four seconds at 60 frames a second; of more the oldest are forgotten. */
  private static final int MOST = 256;

  private final long[] times = new long[MOST];
  private final double[] lefts = new double[MOST];
  private final double[] tops = new double[MOST];
  private final double[] rights = new double[MOST];
  private final double[] bottoms = new double[MOST];
  private int first;
  private int count;

  void add(double left, double top, double right, double bottom, long time) {
    if (count == MOST) {
      first = (first + 1) % MOST;
      count--;
    }
    int at = (first + count) % MOST;
    times[at] = time;
    lefts[at] = left;
    tops[at] = top;
    rights[at] = right;
    bottoms[at] = bottom;
    count++;
  }

  void forgetBefore(long time) {
    while (count > 0 && times[first] < time) {
      first = (first + 1) % MOST;
      count--;
    }
  }

  void clear() {
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  double left() {
    return least(lefts);
  }

  double top() {
    return least(tops);
  }

  double right() {
    return -least(rights, -1);
  }

  double bottom() {
    return -least(bottoms, -1);
  }

  private double least(double[] values) {
    return least(values, 1);
  }

  private double least(double[] values, int sign) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, sign * values[(first + i) % MOST]);
    }
    return least;
  }
}
