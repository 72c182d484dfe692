// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

/**
 * Which samples along one axis make each sample of a stretch of it that is shown at another size,
 * and how much of each: a triangle as wide as a sample of the coarser of the two grids, so that
 * nothing jumps from sample to sample and nothing is left out.
 */
final class AxisTaps {

  /** What the weights of a sample sum up to. */
  static final int ONE = 1 << 14;

  private final int in;
  private final int out;
  private int taps;
  private int[] indices = {};
  private int[] weights = {};

  /**
   * Prepares an axis.
   *
   * @param in samples there are
   * @param out samples to be made
   */
  AxisTaps(int in, int out) {
    this.in = in;
    this.out = out;
  }

  /** Takes another stretch, in samples. */
  void place(double start, double length) {
    double scale = length / out;
    double radius = Math.max(1, scale);
    taps = (int) Math.ceil(2 * radius);
    if (indices.length < taps * out) {
      indices = new int[taps * out];
      weights = new int[taps * out];
    }
    for (int i = 0; i < out; i++) {
      double centre = start + (i + 0.5) * scale - 0.5;
      place(i, centre, radius);
    }
  }

  private void place(int sample, double centre, double radius) {
    int first = (int) Math.floor(centre - radius) + 1;
    double sum = 0;
    for (int k = 0; k < taps; k++) {
      sum += Math.max(0, 1 - Math.abs(first + k - centre) / radius);
    }
    int left = ONE;
    int heaviest = sample;
    for (int k = 0; k < taps; k++) {
      int at = k * out + sample;
      double weight = Math.max(0, 1 - Math.abs(first + k - centre) / radius) / sum;
      indices[at] = Math.max(0, Math.min(in - 1, first + k));
      weights[at] = (int) Math.round(weight * ONE);
      left -= weights[at];
      heaviest = weights[at] > weights[heaviest] ? at : heaviest;
    }
    weights[heaviest] += left;
  }

  int out() {
    return out;
  }

  /** Samples that make one; the k-th of sample i stands at k times {@link #out} plus i. */
  int taps() {
    return taps;
  }

  int[] indices() {
    return indices;
  }

  int[] weights() {
    return weights;
  }
}
