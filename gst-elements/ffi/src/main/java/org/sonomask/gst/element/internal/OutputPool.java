// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstAllocation;
import org.sonomask.gst.ffi.GstBase;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The pool of the pictures that leave an element: downstream's, or one of our own where downstream
 * has none. The base class configures and owns it.
 */
final class OutputPool {
  private final long element;
  private final long taken = NativeMemory.allocate(Long.BYTES);
  private final long parameters = NativeMemory.allocate(Layout.GstBufferPoolAcquireParams.SIZE);

  OutputPool(long element) {
    this.element = element;
    // A task that waited for a picture to come back could not be stopped with its behaviour.
    NativeMemory.putInt(
        parameters + Layout.GstBufferPoolAcquireParams.FLAGS,
        Flags.GST_BUFFER_POOL_ACQUIRE_FLAG_DONTWAIT);
  }

  /**
   * Adds a pool to what downstream answered, unless it has one.
   *
   * @param query GstQuery* of ALLOCATION, answered
   */
  static void complete(long query) {
    if (GstAllocation.gst_query_get_n_allocation_pools(query) > 0) {
      return;
    }
    long caps = NativeMemory.allocate(Long.BYTES);
    long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
    GstAllocation.gst_query_parse_allocation(query, caps, 0);
    if (GstVideo.gst_video_info_from_caps(info, NativeMemory.getLong(caps)) != 0) {
      int size = (int) NativeMemory.getLong(info + Layout.GstVideoInfo.FIELD_SIZE);
      long pool = GstVideo.gst_video_buffer_pool_new();
      GstAllocation.gst_query_add_allocation_pool(query, pool, size, 0, 0);
      Gst.gst_object_unref(pool);
    }
    NativeMemory.free(info);
    NativeMemory.free(caps);
  }

  /** A GstBuffer* from the pool, given; 0 if there is no pool, or nothing in it. */
  long take() {
    long pool = GstBase.gst_base_transform_get_buffer_pool(element);
    if (pool == 0) {
      return 0;
    }
    try {
      boolean active =
          GstAllocation.gst_buffer_pool_is_active(pool) != 0
              || GstAllocation.gst_buffer_pool_set_active(pool, 1) != 0;
      return active
              && GstAllocation.gst_buffer_pool_acquire_buffer(pool, taken, parameters) == Flow.OK
          ? NativeMemory.getLong(taken)
          : 0;
    } finally {
      Gst.gst_object_unref(pool);
    }
  }

  void free() {
    NativeMemory.free(taken);
    NativeMemory.free(parameters);
  }
}
