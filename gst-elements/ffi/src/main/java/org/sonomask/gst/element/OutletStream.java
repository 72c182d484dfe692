// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/**
 * What a behaviour sends through an outlet. The stream's start, segments, gaps, flushes and end are
 * those of the sink pad, and are the framework's. On the streaming thread of the sink pad only.
 */
public interface OutletStream {

  /** Whether anybody takes what is pushed; hot path. */
  boolean linked();

  /**
   * Whether downstream has asked to negotiate again since this was last asked, as it does when it
   * is linked; hot path.
   */
  boolean asksAgain();

  /** Whether downstream, or the pad's template where nobody is linked, takes these caps. */
  boolean accepts(String caps);

  /** Says what the buffers to come are; must come before the first of them. */
  void caps(String caps);

  /**
   * Sends a buffer, after waiting for room in the outlet's queue. Nothing happens to it where
   * nobody is linked.
   *
   * @param buffer GstBuffer*, taken; its times are those of the sink pad's segment
   */
  void push(long buffer);

  /**
   * Says that there is nothing for a while, so that nobody waits for it. Left out while much else
   * waits to be taken.
   *
   * @param start time in the sink pad's segment, ns
   * @param duration ns, or none
   */
  void gap(long start, long duration);

  /** Says that nothing will come, so that nobody waits; only a new stream can change it. */
  void end();
}
