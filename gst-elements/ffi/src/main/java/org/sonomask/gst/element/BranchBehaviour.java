// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/**
 * Watches what enters each branch, and says when its head leaves. Queues, tasks, events, queries
 * and flushes are the framework's.
 *
 * <p>{@link #caps}, {@link #segment}, {@link #arrived}, {@link #gap} and {@link #ended} come on the
 * streaming thread of the branch's sink pad, in the stream's order. {@link #hold} and {@link
 * #leaving} come on the task of its src pad. No lock of the framework is held during any call.
 * Running times are GStreamer's, in ns; {@link org.sonomask.gst.ffi.Gst#NO_TIME} is none.
 */
public interface BranchBehaviour extends Behaviour {

  /** The number of no event: GST_SEQNUM_INVALID. */
  int NO_SEQNUM = 0;

  /**
   * The format of the buffers to come.
   *
   * @param caps GstCaps*, borrowed
   */
  default void caps(int branch, long caps) {}

  /** A segment began whose first running time this is. */
  default void segment(int branch, long runningTime) {}

  /**
   * A buffer came; hot path.
   *
   * @param buffer GstBuffer*, borrowed, to be read only
   * @param runningTime of its start, or none if it lies outside the segment
   * @param duration ns, or none
   */
  default void arrived(int branch, long buffer, long runningTime, long duration) {}

  /** The stream says that it has nothing between these running times. */
  default void gap(int branch, long runningTime, long end) {}

  /** The branch got EOS. */
  default void ended(int branch) {}

  /**
   * The branch is to stop streaming: wake whatever waits in {@link #hold}. On any thread, also
   * while other calls are under way.
   *
   * @param seqnum of the flush, the same on all pads that one seek flushes; {@link #NO_SEQNUM} if
   *     there is no flush, but the element stops
   */
  default void flushing(int branch, int seqnum) {}

  /** A flush is over: everything that came before on this branch is void. */
  default void flushed(int branch) {}

  /**
   * How long the head of a branch's queue is to wait at most before this is asked again; it is
   * asked earlier when more comes in or {@link BranchHost#wake} is called. May block for some tens
   * of milliseconds instead, for what {@link #flushing} can wake.
   *
   * @param runningTime of the buffer's start, or none
   * @param duration ns, or none
   * @param pressed whether upstream waits for this queue, or nothing more will come in
   * @return ns, 0 to let it go
   */
  default long hold(int branch, long runningTime, long duration, boolean pressed) {
    return 0;
  }

  /**
   * A buffer is about to leave; hot path.
   *
   * @param buffer GstBuffer*, taken
   * @param runningTime of its start, or none
   * @return GstBuffer*, given: the same one or its writable copy
   */
  default long leaving(int branch, long buffer, long runningTime) {
    return buffer;
  }

  /** What {@link #hold} adds to the latency of a branch at most, ns; 0 if it does not wait. */
  default long latency(int branch) {
    return 0;
  }
}
