// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.List;

/**
 * How often measured values fell into ranges, as a Prometheus histogram counts them.
 *
 * @param bounds upper bounds of the ranges but the last, ascending; the last has none
 * @param counts values in each range, not cumulative, one more than there are bounds
 * @param sum of all values, in the bounds' unit
 */
public record Distribution(List<Double> bounds, List<Long> counts, double sum) {
  public Distribution {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          bounds.size() + " bounds make " + (bounds.size() + 1) + " ranges, not " + counts.size());
    }
  }

  /** Values counted. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Their mean; 0 if there are none. */
  public double mean() {
    long count = count();
    return count == 0 ? 0 : sum / count;
  }
}
