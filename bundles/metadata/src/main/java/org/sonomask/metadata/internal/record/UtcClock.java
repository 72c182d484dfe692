// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

/**
 * Turns running times into times of day and back; saturates instead of wrapping.
 *
 * @param epoch UTC at running time 0, ns since 1970
 */
public record UtcClock(long epoch) {

  /** UTC at a running time, ns since 1970. */
  public long utc(long runningTime) {
    long sum = epoch + runningTime;
    boolean wrapped = ((epoch ^ sum) & (runningTime ^ sum)) < 0;
    return wrapped ? saturated(epoch) : sum;
  }

  /** Running time at a time of day. */
  public long runningTime(long utc) {
    long difference = utc - epoch;
    boolean wrapped = ((utc ^ epoch) & (utc ^ difference)) < 0;
    return wrapped ? saturated(utc) : difference;
  }

  private static long saturated(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
