// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Scales pictures of one format to RGB at model size: squeezed, the aspect is not kept, as COMBO
 * does. First the size changes, then the colours: in one step GstVideoConverter would take four
 * times as long, since it converts the colours of every pixel before it drops most of them.
 *
 * <p>Owns native memory until {@link #close}. Not thread-safe.
 */
final class PictureScaler implements AutoCloseable {
  private final long inInfo;
  private final int width;
  private final int height;
  private final long inFrame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final PictureStep size;
  private final PictureStep colours;
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
    size = PictureStep.toSize(inInfo, width, height);
    colours = PictureStep.toRgb(size.info(), width, height);
    rgb =
        NativeMemory.view(
            NativeMemory.getLong(colours.frame() + Layout.GstVideoFrame.DATA),
            (long) width * height * 3);
  }

  /** Whether this scales pictures of that format to that size. */
  boolean fits(long info, int modelWidth, int modelHeight) {
    return inInfo == info && width == modelWidth && height == modelHeight;
  }

  /** Whether GStreamer can convert this format. */
  boolean works() {
    return size.works() && colours.works();
  }

  /**
   * Scales a picture.
   *
   * @param buffer GstBuffer*, borrowed
   * @return uint8 RGB, [height, width, 3], valid until the next call; null if GStreamer cannot
   */
  ByteBuffer scale(long buffer) {
    if (!works()
        || GstVideo.gst_video_frame_map(inFrame, inInfo, buffer, Flags.GST_MAP_READ) == 0) {
      return null;
    }
    size.convert(inFrame);
    GstVideo.gst_video_frame_unmap(inFrame);
    colours.convert(size.frame());
    return rgb.clear();
  }

  @Override
  public void close() {
    size.close();
    colours.close();
    NativeMemory.free(inFrame);
  }
}
