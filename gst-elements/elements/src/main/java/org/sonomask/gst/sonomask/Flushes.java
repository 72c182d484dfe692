// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import org.sonomask.gst.element.BranchBehaviour;

/**
 * Pairs the flushes of the two branches: a seek flushes both under one seqnum, but not at the same
 * time. The first one empties the mask stream; what the other branch still brings belongs to the
 * past, and its own flush must not throw away what the first one brought since.
 */
final class Flushes {
  /** A branch that was not flushed for so long keeps its stream: only the other one was flushed. */
  private static final long PARTNER = 1_000_000_000;

  private static final int NOBODY = -1;

  private final int[] seqnums = new int[2];
  private long since;
  private int awaited = NOBODY;

  /**
   * A branch was flushed.
   *
   * @return whether this is the first of a pair, so that the mask stream is to be emptied
   */
  synchronized boolean isFirst(int branch, int seqnum, boolean hasPartner) {
    int other = 1 - branch;
    boolean second =
        seqnum != BranchBehaviour.NO_SEQNUM
            && seqnums[other] == seqnum
            && seqnums[branch] != seqnum;
    seqnums[branch] = seqnum;
    if (!second) {
      since = System.nanoTime();
    }
    awaited = second || !hasPartner ? NOBODY : other;
    return !second;
  }

  /** The stream starts anew. */
  synchronized void reset() {
    awaited = NOBODY;
    seqnums[0] = BranchBehaviour.NO_SEQNUM;
    seqnums[1] = BranchBehaviour.NO_SEQNUM;
  }

  /** Whether what a branch brings is from before the seek that has flushed the other one. */
  synchronized boolean isStale(int branch) {
    return awaited == branch && System.nanoTime() - since < PARTNER;
  }
}
