// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Tells downstream where a shot is, in pixels of the frame. */
final class FocusMetas {
  private static final String TYPE = "focus";

  private FocusMetas() {}

  /** Crops a writable frame, again if it is cropped already. */
  static void crop(long buffer, int x, int y, int width, int height) {
    long api = GstVideo.gst_video_crop_meta_api_get_type();
    long found = Gst.gst_buffer_get_meta(buffer, api);
    long meta =
        found == 0
            ? Gst.gst_buffer_add_meta(buffer, GstVideo.gst_video_crop_meta_get_info(), 0)
            : found;
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.X, x);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.Y, y);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.WIDTH, width);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.HEIGHT, height);
  }

  /** Adds a region of interest to a writable frame. */
  static void region(long buffer, int x, int y, int width, int height) {
    GstVideo.gst_buffer_add_video_region_of_interest_meta(buffer, TYPE, x, y, width, height);
  }
}
