// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

/**
 * Which samples along one axis make each sample of a stretch of it that is shown at another size,
 * and how much of each: a triangle as wide as a sample of the coarser of the two grids, so that
 * nothing jumps from sample to sample and nothing is left out. Not thread-safe.
 */
final class AxisTaps {

  /** What the weights of a sample sum up to: with it, two samples still fit into an int. */
  static final int ONE = 256;

  private final int out;
  private final int[] firsts;
  private int[] weights = {};
  private int taps;
  private double start;
  private double length;

  /**
   * Prepares an axis.
   *
   * @param out samples to be made
   */
  AxisTaps(int out) {
    this.out = out;
    firsts = new int[out];
  }

  /**
   * Takes a stretch, in samples.
   *
   * @return whether it is another one than before
   */
  boolean place(double newStart, double newLength) {
    if (newStart == start && newLength == length) {
      return false;
    }
    start = newStart;
    length = newLength;
    double scale = length / out;
    double radius = Math.max(1, scale);
    taps = (int) Math.ceil(2 * radius);
    if (weights.length < taps * out) {
      weights = new int[taps * out];
    }
    for (int i = 0; i < out; i++) {
      weigh(i, start + (i + 0.5) * scale - 0.5, radius);
    }
    return true;
  }

  /** Rounds where the weights so far end, not each weight: then their sum is always the same. */
  private void weigh(int sample, double centre, double radius) {
    int first = (int) Math.floor(centre - radius) + 1;
    firsts[sample] = first;
    double sum = 0;
    for (int k = 0; k < taps; k++) {
      sum += triangle(first + k - centre, radius);
    }
    double reached = 0;
    int given = 0;
    for (int k = 0; k < taps; k++) {
      reached += triangle(first + k - centre, radius);
      int end = (int) Math.round(reached / sum * ONE);
      weights[k * out + sample] = end - given;
      given = end;
    }
  }

  private static double triangle(double distance, double radius) {
    return Math.max(0, 1 - Math.abs(distance) / radius);
  }

  /** Samples that are made. */
  int out() {
    return out;
  }

  /** Samples that make one. */
  int taps() {
    return taps;
  }

  /** The first of those that make a sample; it and others may lie beyond the axis' ends. */
  int first(int sample) {
    return firsts[sample];
  }

  /** How much the k-th of them counts; none beyond the last. */
  int weight(int sample, int k) {
    return k < taps ? weights[k * out + sample] : 0;
  }
}
