// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.Area;

/**
 * One conversion by GstVideoConverter, with the memory that it writes to. Owns native memory until
 * {@link #close}. Not thread-safe.
 */
final class PictureStep implements AutoCloseable {
  private static final String SOURCE =
      ", GstVideoConverter.src-x=%d, GstVideoConverter.src-y=%d, GstVideoConverter.src-width=%d,"
          + " GstVideoConverter.src-height=%d";

  /** Colorimetry begins behind the chroma site, and is four enumerations long. */
  private static final int COLOUR_END = Layout.GstVideoInfo.COLORIMETRY + 4 * Integer.BYTES;

  /** Bytes of a pixel in the widest formats, such as ARGB64. */
  private static final int MOST_BYTES = 8;

  /** Colours and rows as they come. */
  private static final int AS_IT_IS = 0;

  private final long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
  private final long frame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final long buffer;
  private final long converter;

  private PictureStep(
      long inInfo, String options, int format, int width, int height, int rowBytes) {
    GstVideo.gst_video_info_init(info);
    GstVideo.gst_video_info_set_format(info, format, width, height);
    // The converter changes neither rate nor interlacing, and insists on being told so.
    copy(inInfo, Layout.GstVideoInfo.INTERLACE_MODE);
    copy(inInfo, Layout.GstVideoInfo.FPS_N);
    copy(inInfo, Layout.GstVideoInfo.FPS_D);
    if (rowBytes == AS_IT_IS) {
      for (int i = Layout.GstVideoInfo.CHROMA_SITE; i < COLOUR_END; i += Integer.BYTES) {
        copy(inInfo, i);
      }
    } else {
      // Rows without padding: they are taken as one block.
      NativeMemory.putInt(info + Layout.GstVideoInfo.STRIDE, rowBytes);
    }
    buffer = Gst.gst_buffer_new_allocate(0, bytes(width, height), 0);
    GstVideo.gst_video_frame_map(frame, info, buffer, Flags.GST_MAP_READ | Flags.GST_MAP_WRITE);
    converter =
        GstVideo.gst_video_converter_new(inInfo, info, Gst.gst_structure_from_string(options, 0));
  }

  /**
   * A change of size only, for which GStreamer has fast paths.
   *
   * @param area the part of the picture that is taken
   */
  static PictureStep toSize(long inInfo, PictureKind kind, Area area, int width, int height) {
    long formatInfo = NativeMemory.getLong(inInfo + Layout.GstVideoInfo.FINFO);
    int format = NativeMemory.getInt(formatInfo + Layout.GstVideoFormatInfo.FORMAT);
    String source = SOURCE.formatted(area.x(), area.y(), area.width(), area.height());
    return new PictureStep(inInfo, kind.options + source, format, width, height, AS_IT_IS);
  }

  /** A change of colours only, to rows without padding. */
  static PictureStep toColours(long inInfo, PictureKind kind, int width, int height) {
    return new PictureStep(inInfo, kind.options, kind.format(), width, height, width * kind.bytes);
  }

  /** Room for any format, and for what a converter writes behind the last row. */
  private static long bytes(int width, int height) {
    return (width + 128L) * (height + 128L) * MOST_BYTES;
  }

  private void copy(long inInfo, int field) {
    NativeMemory.putInt(info + field, NativeMemory.getInt(inInfo + field));
  }

  /** Whether GStreamer knows how. */
  boolean works() {
    return converter != 0;
  }

  /** GstVideoInfo* of what comes out. */
  long info() {
    return info;
  }

  /** GstVideoFrame* of what came out last. */
  long frame() {
    return frame;
  }

  void convert(long from) {
    GstVideo.gst_video_converter_frame(converter, from, frame);
  }

  @Override
  public void close() {
    if (converter != 0) {
      GstVideo.gst_video_converter_free(converter);
    }
    GstVideo.gst_video_frame_unmap(frame);
    Gst.gst_mini_object_unref(buffer);
    NativeMemory.free(info);
    NativeMemory.free(frame);
  }
}
