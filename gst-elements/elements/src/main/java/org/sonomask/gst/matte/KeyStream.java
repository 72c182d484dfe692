// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import org.sonomask.gst.element.OutletStream;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.ShownArea;

/**
 * The matte as a stream of its own: for each frame one of GRAY8 with the frame's times and flags,
 * as a vision mixer takes it beside the fill. For one streaming thread.
 */
final class KeyStream {

  private final OutletStream outlet;

  KeyStream(OutletStream outlet) {
    this.outlet = outlet;
  }

  /**
   * Takes the caps of the frames to come; but for the format the key has the same.
   *
   * @param caps GstCaps*, borrowed
   */
  void caps(long caps) {
    long copy = Gst.gst_caps_copy(caps);
    long format = NativeMemory.allocate(Layout.GValue.SIZE);
    GObject.g_value_init(format, GObject.TYPE_STRING);
    GObject.g_value_set_string(format, "GRAY8");
    Gst.gst_caps_set_value(copy, "format", format);
    GObject.g_value_unset(format);
    NativeMemory.free(format);
    long structure = Gst.gst_caps_get_structure(copy, 0);
    Gst.gst_structure_remove_field(structure, "colorimetry");
    Gst.gst_structure_remove_field(structure, "chroma-site");
    outlet.caps(NativeMemory.take(Gst.gst_caps_to_string(copy)));
    Gst.gst_mini_object_unref(copy);
  }

  /** Whether anybody takes keys; hot path. */
  boolean isWanted() {
    return outlet.linked();
  }

  /**
   * Sends the key of a frame; hot path.
   *
   * @param frame GstBuffer*, borrowed
   * @param alpha GstBuffer* whose memory is the key, borrowed
   */
  void push(long frame, long alpha) {
    long key = Gst.gst_buffer_new();
    int times = Flags.GST_BUFFER_COPY_FLAGS | Flags.GST_BUFFER_COPY_TIMESTAMPS;
    Gst.gst_buffer_copy_into(key, frame, times, 0, -1);
    Gst.gst_buffer_copy_into(key, alpha, Flags.GST_BUFFER_COPY_MEMORY, 0, -1);
    ShownArea.copy(frame, key);
    outlet.push(key);
  }
}
