// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Gives frames without alpha an alpha plane, without copying a pixel: the frame that leaves shares
 * the memory of the one that came, and all frames of a mask share one plane. Owns native memory
 * until {@link #close}. For one streaming thread.
 */
final class AddedAlpha implements AutoCloseable {

  private static final int MOST_PLANES = 4;

  private final int format;
  private final int width;
  private final int height;
  private final int planes;

  /** Where the colours' planes lie in frames that do not tell. */
  private final long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);

  private final long offsets = NativeMemory.allocate((long) MOST_PLANES * Long.BYTES);
  private final long strides = NativeMemory.allocate((long) MOST_PLANES * Integer.BYTES);

  /**
   * @param in GstCaps* of the frames that come, borrowed
   */
  AddedAlpha(PlanarAlpha formats, long in) {
    GstVideo.gst_video_info_from_caps(info, in);
    format = GstVideo.gst_video_format_from_string(formats.withAlpha());
    width = NativeMemory.getInt(info + Layout.GstVideoInfo.WIDTH);
    height = NativeMemory.getInt(info + Layout.GstVideoInfo.HEIGHT);
    planes = formats.planes();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * The frame with alpha.
   *
   * @param buffer GstBuffer*, borrowed
   * @param alpha GstBuffer* with the alpha plane, borrowed
   * @param stride bytes from one row of alpha to the next
   * @return GstBuffer*, given
   */
  long add(long buffer, long alpha, int stride) {
    long out = Gst.gst_buffer_copy(buffer);
    int flags = takeLayout(out);
    NativeMemory.putLong(offsets + (long) planes * Long.BYTES, Gst.gst_buffer_get_size(out));
    NativeMemory.putInt(strides + (long) planes * Integer.BYTES, stride);
    Gst.gst_buffer_copy_into(out, alpha, Flags.GST_BUFFER_COPY_MEMORY, 0, -1);
    GstVideo.gst_buffer_add_video_meta_full(
        out, flags, format, width, height, planes + 1, offsets, strides);
    return out;
  }

  /** Where the planes of a frame lie; takes from it what told so. */
  private int takeLayout(long out) {
    long meta = GstVideo.gst_buffer_get_video_meta(out);
    long from = meta == 0 ? info + Layout.GstVideoInfo.OFFSET : meta + Layout.GstVideoMeta.OFFSET;
    long lines = meta == 0 ? info + Layout.GstVideoInfo.STRIDE : meta + Layout.GstVideoMeta.STRIDE;
    for (long plane = 0; plane < planes; plane++) {
      long offset = NativeMemory.getLong(from + plane * Long.BYTES);
      NativeMemory.putLong(offsets + plane * Long.BYTES, offset);
      int line = NativeMemory.getInt(lines + plane * Integer.BYTES);
      NativeMemory.putInt(strides + plane * Integer.BYTES, line);
    }
    if (meta == 0) {
      return 0;
    }
    int flags = NativeMemory.getInt(meta + Layout.GstVideoMeta.FLAGS);
    Gst.gst_buffer_remove_meta(out, meta);
    return flags;
  }

  @Override
  public void close() {
    NativeMemory.free(info);
    NativeMemory.free(offsets);
    NativeMemory.free(strides);
  }
}
