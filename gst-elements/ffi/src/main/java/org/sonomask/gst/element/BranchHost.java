// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/** What a behaviour with branches may ask. Any thread. */
public interface BranchHost extends ElementHost {

  /** Whether the sink pad of a branch has a peer. */
  boolean linked(int branch);

  /** Whether an inlet has a peer. */
  boolean inletLinked(int inlet);

  /**
   * The stream time at a running time of a branch's present segment, ns, or none: the place in the
   * whole stream, wherever a seek began.
   */
  long streamTime(int branch, long runningTime);

  /** Whether upstream is live, by its last answer to a LATENCY query. */
  boolean live();

  /** Least latency of upstream, the highest of all branches, ns, by the same answer. */
  long upstreamLatency();

  /** Asks {@link BranchBehaviour#hold} of a branch again. */
  void wake(int branch);

  /** Sets what the queue of a branch holds at least before upstream waits: buffers and ns. */
  void limits(int branch, int buffers, long span);
}
