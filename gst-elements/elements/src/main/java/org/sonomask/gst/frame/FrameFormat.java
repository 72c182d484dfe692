// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.Arrays;
import java.util.List;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.PictureFormat;

/**
 * What caps say about a stream of frames.
 *
 * @param layout how bytes make pictures
 * @param width pixels
 * @param height pixels
 * @param space how bytes make colours
 */
public record FrameFormat(PictureFormat layout, int width, int height, ColourSpace space) {

  private static final int GST_VIDEO_COLOR_RANGE_0_255 = 1;

  /** Pictures from this height on are BT.709 where caps do not say, as GStreamer itself guesses. */
  private static final int HD_HEIGHT = 720;

  /** The caps of all formats that {@link #of} understands, in the syntax of gst-launch-1.0. */
  public static String caps() {
    return caps(Arrays.stream(PictureFormat.values()).map(Enum::name).toList());
  }

  /** The caps of some formats, in the syntax of gst-launch-1.0. */
  public static String caps(List<String> formats) {
    return "video/x-raw, format=(string){ "
        + String.join(", ", formats)
        + " }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ],"
        + " framerate=(fraction)[ 0/1, 2147483647/1 ]";
  }

  /**
   * Reads a GstVideoInfo.
   *
   * @param info GstVideoInfo*, filled in
   * @throws IllegalArgumentException if its format is none of {@link PictureFormat}
   */
  public static FrameFormat of(long info) {
    long formatInfo = NativeMemory.getLong(info + Layout.GstVideoInfo.FINFO);
    int format = NativeMemory.getInt(formatInfo + Layout.GstVideoFormatInfo.FORMAT);
    PictureFormat layout = PictureFormat.valueOf(GstVideo.gst_video_format_to_string(format));
    int width = NativeMemory.getInt(info + Layout.GstVideoInfo.WIDTH);
    int height = NativeMemory.getInt(info + Layout.GstVideoInfo.HEIGHT);
    return new FrameFormat(layout, width, height, space(info, layout, height));
  }

  private static ColourSpace space(long info, PictureFormat layout, int height) {
    long colorimetry = info + Layout.GstVideoInfo.COLORIMETRY;
    int range = NativeMemory.getInt(colorimetry + Layout.GstVideoColorimetry.RANGE);
    if (layout.rasters().get(0).bytes().contains("R")) {
      return range == 0 || range == GST_VIDEO_COLOR_RANGE_0_255
          ? ColourSpace.FULL_RANGE_RGB
          : ColourSpace.BT709;
    }
    ColourSpace usual = height >= HD_HEIGHT ? ColourSpace.BT709 : ColourSpace.BT601;
    boolean full = range == GST_VIDEO_COLOR_RANGE_0_255;
    int matrix = NativeMemory.getInt(colorimetry + Layout.GstVideoColorimetry.MATRIX);
    long weights = NativeMemory.allocate(2 * Double.BYTES);
    try {
      return GstVideo.gst_video_color_matrix_get_Kr_Kb(matrix, weights, weights + Double.BYTES) != 0
          ? new ColourSpace(
              NativeMemory.getDouble(weights), NativeMemory.getDouble(weights + Double.BYTES), full)
          : new ColourSpace(usual.redWeight(), usual.blueWeight(), full);
    } finally {
      NativeMemory.free(weights);
    }
  }
}
