// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Scales pictures of one format to RGB at model size by GstVideoConverter: squeezed, the aspect is
 * not kept, as COMBO does. Owns native memory until {@link #close}. Not thread-safe.
 */
final class PictureScaler implements AutoCloseable {
  private static final String LINEAR =
      "GstVideoConverter, GstVideoConverter.resampler-method=(GstVideoResamplerMethod)linear;";

  private final long inInfo;
  private final int width;
  private final int height;
  private final long outInfo = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
  private final long inFrame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final long outFrame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final long outBuffer;
  private final long converter;
  private final ByteBuffer rgb;

  /**
   * Gets ready.
   *
   * @param inInfo GstVideoInfo* of the pictures to come; must outlive this
   * @param width in model pixels
   * @param height in model pixels
   */
  PictureScaler(long inInfo, int width, int height) {
    this.inInfo = inInfo;
    this.width = width;
    this.height = height;
    GstVideo.gst_video_info_init(outInfo);
    GstVideo.gst_video_info_set_format(
        outInfo, GstVideo.gst_video_format_from_string("RGB"), width, height);
    // The converter changes neither rate nor interlacing, and insists on being told so.
    copy(Layout.GstVideoInfo.INTERLACE_MODE);
    copy(Layout.GstVideoInfo.FPS_N);
    copy(Layout.GstVideoInfo.FPS_D);
    long bytes = (long) width * height * 3;
    // Rows without padding: the model takes them as one block.
    NativeMemory.putInt(outInfo + Layout.GstVideoInfo.STRIDE, width * 3);
    outBuffer = Gst.gst_buffer_new_allocate(0, bytes + height * 4L, 0);
    GstVideo.gst_video_frame_map(outFrame, outInfo, outBuffer, Flags.GST_MAP_WRITE);
    rgb = NativeMemory.view(NativeMemory.getLong(outFrame + Layout.GstVideoFrame.DATA), bytes);
    converter =
        GstVideo.gst_video_converter_new(inInfo, outInfo, Gst.gst_structure_from_string(LINEAR, 0));
  }

  private void copy(int field) {
    NativeMemory.putInt(outInfo + field, NativeMemory.getInt(inInfo + field));
  }

  /** Whether this scales pictures of that format to that size. */
  boolean fits(long info, int modelWidth, int modelHeight) {
    return inInfo == info && width == modelWidth && height == modelHeight;
  }

  /** Whether GStreamer can convert this format. */
  boolean works() {
    return converter != 0;
  }

  /**
   * Scales a picture.
   *
   * @param buffer GstBuffer*, borrowed
   * @return uint8 RGB, [height, width, 3], valid until the next call; null if GStreamer cannot
   */
  ByteBuffer scale(long buffer) {
    if (converter == 0
        || GstVideo.gst_video_frame_map(inFrame, inInfo, buffer, Flags.GST_MAP_READ) == 0) {
      return null;
    }
    GstVideo.gst_video_converter_frame(converter, inFrame, outFrame);
    GstVideo.gst_video_frame_unmap(inFrame);
    return rgb.clear();
  }

  @Override
  public void close() {
    if (converter != 0) {
      GstVideo.gst_video_converter_free(converter);
    }
    GstVideo.gst_video_frame_unmap(outFrame);
    Gst.gst_mini_object_unref(outBuffer);
    NativeMemory.free(outInfo);
    NativeMemory.free(inFrame);
    NativeMemory.free(outFrame);
  }
}
