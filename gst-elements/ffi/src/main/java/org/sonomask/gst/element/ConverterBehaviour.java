// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import org.sonomask.gst.ffi.Gst;

/**
 * Changes buffers in place, or gives others in their place, as the caps of the two pads ask: they
 * may differ.
 */
public interface ConverterBehaviour extends TransformBehaviour {

  /**
   * The caps that one pad may have while the other one has some. On any thread; may ask downstream.
   *
   * @param ofSink whether the caps are those of the sink pad, and the src pad's are asked for
   * @param caps GstCaps*, borrowed
   * @return GstCaps*, given
   */
  long otherCaps(boolean ofSink, long caps);

  /**
   * Chooses the caps of one pad where the other pad's leave a choice.
   *
   * @param ofSink whether the caps are those of the sink pad, and the src pad's are to be chosen
   * @param caps GstCaps*, borrowed, fixed
   * @param other GstCaps*, taken: what the other pad may have
   * @return GstCaps*, given, fixed
   */
  default long chosenCaps(boolean ofSink, long caps, long other) {
    return Gst.gst_caps_fixate(other);
  }

  /**
   * Whether the caps that were set last make each buffer another one: then {@link #replacement} is
   * called, and {@link #changes} and {@link #transformIp} are not.
   */
  boolean replaces();

  /**
   * Makes the buffer that leaves in place of one that came, with its times and flags; hot path.
   * Without one, nothing leaves.
   *
   * @param buffer GstBuffer*, borrowed, to be read only
   * @return GstBuffer*, given, or 0
   */
  long replacement(long buffer);
}
