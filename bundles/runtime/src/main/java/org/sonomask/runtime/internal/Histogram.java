// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal;

import java.util.Arrays;
import java.util.List;
import org.sonomask.api.Distribution;

/** Counts durations. Not thread-safe; counting allocates nothing. */
public final class Histogram {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Double> BOUNDS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5);
  private static final long[] BOUNDS_NANOS =
      BOUNDS.stream().mapToLong(bound -> (long) (bound * NANOS_PER_SECOND)).toArray();

  private final long[] counts = new long[BOUNDS_NANOS.length + 1];
  private long sum;

  /** Counts a duration, ns. */
  public void add(long nanos) {
    int range = 0;
    while (range < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[range]) {
      range++;
    }
    counts[range]++;
    sum += nanos;
  }

  /** What was counted, in seconds. */
  public Distribution distribution() {
    return new Distribution(BOUNDS, Arrays.stream(counts).boxed().toList(), sum / NANOS_PER_SECOND);
  }
}
