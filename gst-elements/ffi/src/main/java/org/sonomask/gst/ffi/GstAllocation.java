// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** Buffer pools and ALLOCATION queries of libgstreamer-1.0. */
public final class GstAllocation {
  private GstAllocation() {}

  static {
    NativeLibraries.bind(GstAllocation.class, "gstreamer-1.0");
  }

  public static native void gst_query_parse_allocation(long query, long caps, long needsPool);

  public static native int gst_query_get_n_allocation_pools(long query);

  public static native void gst_query_add_allocation_pool(
      long query, long pool, int size, int min, int max);

  public static native int gst_buffer_pool_is_active(long pool);

  public static native int gst_buffer_pool_set_active(long pool, int active);

  public static native int gst_buffer_pool_acquire_buffer(long pool, long buffer, long parameters);
}
