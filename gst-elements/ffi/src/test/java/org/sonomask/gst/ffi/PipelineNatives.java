// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** Calls that only hosts of pipelines need. */
final class PipelineNatives {
  private PipelineNatives() {}

  static {
    NativeLibraries.bind(PipelineNatives.class, "gstreamer-1.0");
  }

  static native long gst_message_get_structure(long message);

  static native long gst_bin_get_by_name(long bin, String name);

  static native long gst_element_get_static_pad(long element, String name);

  static native void gst_util_set_object_arg(long object, String name, String value);

  static native long gst_value_serialize(long value);

  static native void gst_bus_set_sync_handler(long bus, long handler, long data, long destroy);

  static native int gst_element_seek_simple(long element, int format, int flags, long position);

  static native int gst_element_query(long element, long query);

  static native int gst_element_send_event(long element, long event);

  static native long gst_pad_add_probe(long pad, int mask, long callback, long data, long destroy);

  static native int gst_pad_send_event(long pad, long event);

  static native long gst_event_new_gap(long timestamp, long duration);

  static native void gst_deinit();
}
