// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;

/**
 * Makes GstVideoOverlayRectangles of pictures in BGRA. They are painted with colours multiplied by
 * their alpha, as if alpha were a colour that every brush has most of.
 */
final class OverlayImage {

  /** Bytes of a pixel. */
  private static final int PIXEL = 4;

  private static final int FORMAT = GstVideo.gst_video_format_from_string("BGRA");
  private static final int PREMULTIPLIED_ALPHA = 1;

  private OverlayImage() {}

  /** Paints a picture that is clear all over. */
  interface Painter {
    void paint(Picture picture);
  }

  /** The raster of such pictures, of which a pixel spans some pixels of the frame each way. */
  static Raster raster(int span) {
    return new Raster(0, span, span, "BGRA");
  }

  /**
   * Makes a rectangle.
   *
   * @param width of the picture in its own pixels
   * @param height of the picture in its own pixels
   * @param x left edge on the frame
   * @param y top edge on the frame
   * @param span pixels of the frame that a pixel of the picture spans each way
   * @return GstVideoOverlayRectangle*, given
   */
  static long rectangle(int width, int height, int x, int y, int span, Painter painter) {
    long bytes = (long) PIXEL * width * height;
    long buffer = Gst.gst_buffer_new_allocate(0, bytes, 0);
    if (buffer == 0) {
      throw new OutOfMemoryError("no " + bytes + " bytes of native memory for an overlay");
    }
    long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
    try {
      Gst.gst_buffer_memset(buffer, 0, (byte) 0, bytes);
      Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ | Flags.GST_MAP_WRITE);
      long data = NativeMemory.getLong(map + Layout.GstMapInfo.DATA);
      Picture picture = new Picture();
      ByteBuffer pixels = NativeMemory.view(data, bytes).order(ByteOrder.LITTLE_ENDIAN);
      picture.plane(0, Plane.of(pixels), PIXEL * width);
      painter.paint(picture);
      if (span > 1) {
        StraightAlpha.convert(pixels.asIntBuffer(), width, height);
      }
      Gst.gst_buffer_unmap(buffer, map);
      GstVideo.gst_buffer_add_video_meta(buffer, 0, FORMAT, width, height);
      return GstVideo.gst_video_overlay_rectangle_new_raw(
          buffer, x, y, width * span, height * span, span > 1 ? 0 : PREMULTIPLIED_ALPHA);
    } finally {
      NativeMemory.free(map);
      Gst.gst_mini_object_unref(buffer);
    }
  }
}
