// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.util.Arrays;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskListener;

/** How old masks are when they come: from the frame being due to its mask. Thread-safe. */
final class Ages implements MaskListener {
  private static final double NANOS_PER_MILLI = 1e6;

  private final long epoch;
  private long[] ages = new long[1 << 16];
  private int count;

  /**
   * @param epoch when running time is 0, by {@link System#nanoTime}
   */
  Ages(long epoch) {
    this.epoch = epoch;
  }

  @Override
  public synchronized void onMask(MaskFrame mask) {
    if (count == ages.length) {
      ages = Arrays.copyOf(ages, 2 * count);
    }
    ages[count++] = System.nanoTime() - epoch - mask.runningTime();
  }

  synchronized void clear() {
    count = 0;
  }

  /** What has come so far; later masks do not change it. */
  synchronized Ages copy() {
    Ages copy = new Ages(epoch);
    copy.ages = Arrays.copyOf(ages, Math.max(1, count));
    copy.count = count;
    return copy;
  }

  /** The age that a share of the masks stays within, ms; 0 if there are none. */
  synchronized double quantile(double share) {
    long[] sorted = Arrays.copyOf(ages, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[(int) Math.ceil(share * count) - 1] / NANOS_PER_MILLI;
  }
}
