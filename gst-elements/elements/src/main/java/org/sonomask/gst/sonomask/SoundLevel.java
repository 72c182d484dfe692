// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * How loud the sound was, by running time: kept for some seconds in steps of 10 ms. Allocates
 * nothing. Thread-safe: the sound's thread adds, the pictures' thread asks.
 */
final class SoundLevel {

  private static final long STEP = 10_000_000;
  private static final int KEPT = 1 << 10;

  /** So long before a frame its sound may lie where live pictures are ahead of the sound. */
  private static final long LATE = 100_000_000;

  private static final double TEN_DECADES_DOWN = 1e-10;

  private final double[] energies = new double[KEPT];
  private final int[] counts = new int[KEPT];
  private final long[] steps = new long[KEPT];

  SoundLevel() {
    reset();
  }

  /** Forgets all. */
  synchronized void reset() {
    Arrays.fill(steps, -1);
  }

  /**
   * Takes sound.
   *
   * @param samples full scale is 1; left as they are
   * @param start running time of the first one, ns
   * @param sample duration of one, ns
   */
  synchronized void add(FloatBuffer samples, long start, long sample) {
    for (int i = samples.position(); i < samples.limit(); i++) {
      long step = (start + (i - samples.position()) * sample) / STEP;
      int at = (int) (step & KEPT - 1);
      if (steps[at] != step) {
        steps[at] = step;
        energies[at] = 0;
        counts[at] = 0;
      }
      double value = samples.get(i);
      energies[at] += value * value;
      counts[at]++;
    }
  }

  /**
   * The level from one running time to another: of what there is of it, or of the sound just
   * before.
   *
   * @return RMS in dB below full scale (0 or less as a rule), -100 for silence; NaN if unknown
   */
  synchronized double decibels(long from, long to) {
    double mean = mean(from / STEP, (to + STEP - 1) / STEP);
    if (Double.isNaN(mean)) {
      mean = mean((from - LATE) / STEP, from / STEP);
    }
    return 10 * Math.log10(Math.max(TEN_DECADES_DOWN, mean));
  }

  private double mean(long first, long end) {
    double energy = 0;
    long count = 0;
    for (long step = Math.max(0, first); step < Math.min(end, first + KEPT); step++) {
      int at = (int) (step & KEPT - 1);
      if (steps[at] == step) {
        energy += energies[at];
        count += counts[at];
      }
    }
    return count == 0 ? Double.NaN : energy / count;
  }
}
