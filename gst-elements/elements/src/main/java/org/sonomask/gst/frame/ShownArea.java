// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.Area;

/**
 * The part of each frame that is shown: all of it, or what its GstVideoCropMeta leaves. Gives the
 * same object as long as the area stays the same. For one thread.
 */
public final class ShownArea {

  /** Pixels beyond which a crop's numbers cannot be meant. */
  private static final int LARGEST_SIDE = 1 << 16;

  private Area area = new Area(0, 0, 1, 1);

  /**
   * The part of a frame that is shown. It may lie beyond the frame, if its crop makes no sense.
   *
   * @param buffer GstBuffer*, borrowed
   * @param frameWidth of a frame without a crop, as its caps say
   * @param frameHeight of a frame without a crop, as its caps say
   */
  public Area of(long buffer, int frameWidth, int frameHeight) {
    long crop = Gst.gst_buffer_get_meta(buffer, GstVideo.gst_video_crop_meta_api_get_type());
    if (crop == 0) {
      return shown(0, 0, frameWidth, frameHeight);
    }
    int x = NativeMemory.getInt(crop + Layout.GstVideoCropMeta.X);
    int y = NativeMemory.getInt(crop + Layout.GstVideoCropMeta.Y);
    int width = NativeMemory.getInt(crop + Layout.GstVideoCropMeta.WIDTH);
    int height = NativeMemory.getInt(crop + Layout.GstVideoCropMeta.HEIGHT);
    boolean sane = isSide(x) && isSide(y) && isSide(width) && isSide(height);
    return sane && width > 0 && height > 0
        ? shown(x, y, width, height)
        : shown(0, 0, frameWidth, frameHeight);
  }

  /**
   * Crops a frame as another one is, which may have no crop.
   *
   * @param from GstBuffer*, borrowed
   * @param to GstBuffer*, borrowed, writable
   */
  public static void copy(long from, long to) {
    long crop = Gst.gst_buffer_get_meta(from, GstVideo.gst_video_crop_meta_api_get_type());
    if (crop != 0) {
      long copy = Gst.gst_buffer_add_meta(to, GstVideo.gst_video_crop_meta_get_info(), 0);
      for (int field = Layout.GstVideoCropMeta.X;
          field <= Layout.GstVideoCropMeta.HEIGHT;
          field += Integer.BYTES) {
        NativeMemory.putInt(copy + field, NativeMemory.getInt(crop + field));
      }
    }
  }

  private static boolean isSide(int pixels) {
    return pixels >= 0 && pixels <= LARGEST_SIDE;
  }

  private Area shown(int x, int y, int width, int height) {
    if (area.x() != x || area.y() != y || area.width() != width || area.height() != height) {
      area = new Area(x, y, width, height);
    }
    return area;
  }
}
