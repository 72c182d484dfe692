// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/** Changes buffers in place. All calls here are on the streaming thread. */
public interface TransformBehaviour extends Behaviour {

  /**
   * The format of the buffers to come.
   *
   * @param in GstCaps* of the sink pad, borrowed
   * @param out GstCaps* of the src pad, borrowed
   * @return whether the format can be worked on; if not, buffers pass unchanged and a WARNING goes
   *     to the bus
   */
  boolean setCaps(long in, long out);

  /**
   * Whether {@link #transformIp} is to be called for a buffer; if not, the buffer passes as it is,
   * without the copy that a shared one would need; hot path.
   *
   * @param buffer GstBuffer*, borrowed, perhaps not writable
   */
  default boolean changes(long buffer) {
    return true;
  }

  /**
   * Changes one buffer; hot path.
   *
   * @param buffer GstBuffer*, borrowed, writable
   * @return a GstFlowReturn
   */
  int transformIp(long buffer);

  /**
   * An event came to the sink pad; it goes its way unchanged afterwards.
   *
   * @param type see {@link org.sonomask.gst.ffi.EventType}
   * @param event GstEvent*, borrowed
   */
  default void sinkEvent(int type, long event) {}
}
