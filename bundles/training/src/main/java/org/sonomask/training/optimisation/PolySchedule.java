// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.optimisation;

/**
 * The learning rate over a run: base · (1 − progress)^power, after a linear rise over the first
 * iterations. COMBO (combo section 6) has no rise and power 0.9.
 *
 * @param base learning rate at the start, positive
 * @param rise iterations of the linear rise, 0 for none
 * @param power exponent
 */
public record PolySchedule(double base, long rise, double power) {

  public PolySchedule {
    if (base <= 0 || rise < 0) {
      throw new IllegalArgumentException(
          "Learning rate " + base + " with a rise of " + rise + ": the rate must be positive.");
    }
  }

  /**
   * The rate of an iteration.
   *
   * @param iteration counted from 0
   * @param progress fraction of the run that is done, 0 to 1
   */
  public double rate(long iteration, double progress) {
    double left = Math.max(0, 1 - progress);
    double risen = rise == 0 ? 1 : Math.min(1, (iteration + 1.0) / rise);
    return base * risen * Math.pow(left, power);
  }
}
