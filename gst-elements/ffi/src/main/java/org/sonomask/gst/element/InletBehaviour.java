// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/**
 * Takes what comes into the inlets of an element with branches. Calls come on the streaming thread
 * of the inlet, in the stream's order, unless they say otherwise.
 */
public interface InletBehaviour extends BranchBehaviour {

  /**
   * The format of the buffers to come.
   *
   * @param caps GstCaps*, borrowed
   */
  void inletCaps(int inlet, long caps);

  /**
   * A buffer came. May block, for what {@link #inletFlushing} can wake.
   *
   * @param buffer GstBuffer*, borrowed, to be read only
   * @param runningTime of its start, or none
   */
  void inletArrived(int inlet, long buffer, long runningTime);

  /** The stream says that it has nothing up to a running time. */
  void inletGap(int inlet, long end);

  /** The stream ended. */
  void inletEnded(int inlet);

  /**
   * The inlet is to stop streaming: wake whatever waits in {@link #inletArrived}, and let the next
   * one not wait before {@link #inletFlushed}. On any thread, also while other calls are under way.
   */
  void inletFlushing(int inlet);

  /** A flush is over, or the element begins to stream: what came before is void. */
  void inletFlushed(int inlet);
}
