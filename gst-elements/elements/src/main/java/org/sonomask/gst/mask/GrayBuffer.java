// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Makes GstBuffers of one byte a pixel. */
final class GrayBuffer {
  private static final int FORMAT = GstVideo.gst_video_format_from_string("GRAY8");

  private GrayBuffer() {}

  /** A GstBuffer* with the pixels and a GstVideoMeta; the caller owns it. */
  static long of(byte[] pixels, int width, int height) {
    long buffer = Gst.gst_buffer_new_allocate(0, pixels.length, 0);
    if (buffer == 0) {
      throw new OutOfMemoryError("no native memory for a mask of " + width + "x" + height);
    }
    write(buffer, pixels);
    GstVideo.gst_buffer_add_video_meta(buffer, 0, FORMAT, width, height);
    return buffer;
  }

  /** By a mapping, since gst_buffer_fill with an array allocates on the Java heap. */
  private static void write(long buffer, byte[] pixels) {
    long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
    Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_WRITE);
    NativeMemory.write(
        NativeMemory.getLong(map + Layout.GstMapInfo.DATA), pixels, 0, pixels.length);
    Gst.gst_buffer_unmap(buffer, map);
    NativeMemory.free(map);
  }
}
