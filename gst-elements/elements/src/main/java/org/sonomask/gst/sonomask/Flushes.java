// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

/**
 * Pairs the flushes of the two branches: a seek flushes both, but not at the same time. The first
 * one empties the mask stream; what the other branch still brings belongs to the past, and its own
 * flush must not throw away what the first one brought since.
 */
final class Flushes {
  /** A branch that was not flushed for so long keeps its stream: only the other one was flushed. */
  private static final long PARTNER = 1_000_000_000;

  private final long[] at = new long[2];
  private int awaited = -1;

  /**
   * A branch was flushed.
   *
   * @return whether this is the first of a pair, so that the mask stream is to be emptied
   */
  synchronized boolean isFirst(int branch, boolean hasPartner) {
    long now = System.nanoTime();
    int other = 1 - branch;
    boolean second = awaited == branch && now - at[other] < PARTNER;
    at[branch] = now;
    awaited = second || !hasPartner ? -1 : other;
    return !second;
  }

  /** The stream starts anew. */
  synchronized void reset() {
    awaited = -1;
  }

  /** Whether what a branch brings is from before the seek that has flushed the other one. */
  synchronized boolean isStale(int branch) {
    return awaited == branch && System.nanoTime() - at[1 - branch] < PARTNER;
  }
}
