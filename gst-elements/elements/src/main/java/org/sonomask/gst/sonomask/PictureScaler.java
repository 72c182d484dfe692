// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.ShownArea;
import org.sonomask.gst.paint.Area;

/**
 * Scales pictures of one format to RGB or luma at model size: squeezed, the aspect is not kept, as
 * COMBO does. First the size changes, then the colours: in one step GstVideoConverter would take
 * four times as long, since it converts the colours of every pixel before it drops most of them. Of
 * a picture with a GstVideoCropMeta only what is shown is scaled, since masks lie on that.
 *
 * <p>Owns native memory until {@link #close}. Not thread-safe.
 */
final class PictureScaler implements AutoCloseable {
  private final long inInfo;
  private final PictureKind kind;
  private final int width;
  private final int height;
  private final long inFrame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final ShownArea shown = new ShownArea();
  private final Area whole;
  private final PictureStep colours;
  private final ByteBuffer scaled;

  /** For pictures that are as large, and of which as much is shown, as the last one. */
  private PictureStep size;

  private Area area;
  private int inWidth;
  private int inHeight;

  /**
   * Gets ready.
   *
   * @param inInfo GstVideoInfo* of the pictures to come; must outlive this
   * @param width in model pixels
   * @param height in model pixels
   */
  PictureScaler(long inInfo, PictureKind kind, int width, int height) {
    this.inInfo = inInfo;
    this.kind = kind;
    this.width = width;
    this.height = height;
    whole = new Area(0, 0, width(inInfo), height(inInfo));
    take(inInfo, whole);
    colours = PictureStep.toColours(size.info(), kind, width, height);
    scaled =
        NativeMemory.view(
            NativeMemory.getLong(colours.frame() + Layout.GstVideoFrame.DATA),
            (long) width * height * kind.bytes);
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
   * @return uint8 RGB [height, width, 3] or luma [height, width], valid until the next call; null
   *     if GStreamer cannot
   */
  ByteBuffer scale(long buffer) {
    if (!colours.works()
        || GstVideo.gst_video_frame_map(inFrame, inInfo, buffer, Flags.GST_MAP_READ) == 0) {
      return null;
    }
    try {
      follow(shown.of(buffer, whole.width(), whole.height()));
      if (!size.works()) {
        return null;
      }
      size.convert(inFrame);
    } finally {
      GstVideo.gst_video_frame_unmap(inFrame);
    }
    colours.convert(size.frame());
    return scaled.clear();
  }

  /** Gets ready for another crop, or for a picture with more around it than its caps say. */
  private void follow(Area cropped) {
    long mapped = inFrame + Layout.GstVideoFrame.INFO;
    boolean inside =
        cropped.x() + cropped.width() <= width(mapped)
            && cropped.y() + cropped.height() <= height(mapped);
    Area next = inside ? cropped : whole;
    boolean same = width(mapped) == inWidth && height(mapped) == inHeight;
    if (!same || !next.equals(area)) {
      size.close();
      take(mapped, next);
    }
  }

  private void take(long info, Area next) {
    inWidth = width(info);
    inHeight = height(info);
    area = next;
    size = PictureStep.toSize(info, kind, next, width, height);
  }

  private static int width(long info) {
    return NativeMemory.getInt(info + Layout.GstVideoInfo.WIDTH);
  }

  private static int height(long info) {
    return NativeMemory.getInt(info + Layout.GstVideoInfo.HEIGHT);
  }

  @Override
  public void close() {
    size.close();
    colours.close();
    NativeMemory.free(inFrame);
  }
}
