// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgstbase-1.0. */
public final class GstBase {
  private GstBase() {}

  static {
    NativeLibraries.bind(GstBase.class, "gstbase-1.0");
  }

  public static native long gst_base_transform_get_type();

  public static native void gst_base_transform_set_in_place(long transform, int inPlace);

  public static native void gst_base_transform_reconfigure_src(long transform);

  public static native long gst_base_transform_get_buffer_pool(long transform);

  public static native void gst_base_transform_set_passthrough(long transform, int passthrough);
}
