// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgstreamer-1.0, what only those call who play pipelines. */
public final class GstPipeline {
  private GstPipeline() {}

  static {
    NativeLibraries.bind(GstPipeline.class, "gstreamer-1.0");
  }

  public static native long gst_pipeline_get_type();

  public static native long gst_pipeline_new(String name);

  public static native int gst_bin_add(long bin, long element);

  public static native int gst_bin_recalculate_latency(long bin);

  public static native int gst_object_set_name(long object, String name);

  public static native long gst_object_ref_sink(long object);

  public static native int gst_element_set_state(long element, int state);

  public static native int gst_element_get_state(
      long element, long state, long pending, long timeout);

  public static native long gst_element_get_bus(long element);

  public static native long gst_bus_timed_pop_filtered(long bus, long timeout, int types);

  public static native void gst_message_parse_error(long message, long error, long debug);

  public static native void gst_message_parse_warning(long message, long error, long debug);
}
