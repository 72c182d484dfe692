// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.List;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Raster;

/**
 * Maps frames, wherever their planes lie: strides, offsets and several memories come from the
 * buffer itself. Owns native memory until {@link #close}. For one streaming thread.
 */
public final class FrameMapper implements AutoCloseable {

  private final long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
  private final long frame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
  private final PlaneViews views = new PlaneViews();
  private final Picture picture = new Picture();
  private final ShownArea shown = new ShownArea();
  private FrameFormat format;

  /**
   * Takes the format of the frames to come.
   *
   * @param caps GstCaps*, borrowed
   * @throws IllegalArgumentException if they are not caps of {@link FrameFormat#caps}
   */
  public FrameFormat format(long caps) {
    size(caps);
    format = FrameFormat.of(info);
    views.clear();
    return format;
  }

  /**
   * Takes the size of the frames to come, in whatever format they are.
   *
   * @param caps GstCaps*, borrowed
   * @throws IllegalArgumentException if they are not caps of raw video
   */
  public void size(long caps) {
    if (GstVideo.gst_video_info_from_caps(info, caps) == 0) {
      throw new IllegalArgumentException("these caps are not those of raw video");
    }
  }

  /** Of frames in pixels. */
  public int width() {
    return NativeMemory.getInt(info + Layout.GstVideoInfo.WIDTH);
  }

  /** Of frames in pixels. */
  public int height() {
    return NativeMemory.getInt(info + Layout.GstVideoInfo.HEIGHT);
  }

  /** The display aspect ratio of the frames. */
  public Aspect aspect() {
    return aspect(new Area(0, 0, width(), height()));
  }

  /** The display aspect ratio of a part of the frames. */
  public Aspect aspect(Area area) {
    return Aspect.of(
        area.width(),
        area.height(),
        NativeMemory.getInt(info + Layout.GstVideoInfo.PAR_N),
        NativeMemory.getInt(info + Layout.GstVideoInfo.PAR_D));
  }

  /**
   * The part of a frame that is shown: all of it, or what its GstVideoCropMeta leaves. It may lie
   * beyond the frame, which {@link #map} then refuses.
   *
   * @param buffer GstBuffer*, borrowed
   */
  public Area area(long buffer) {
    return shown.of(buffer, width(), height());
  }

  /**
   * Maps a frame for reading and writing; {@link #unmap} must follow.
   *
   * @param buffer GstBuffer*, borrowed, writable
   * @param area the part of the frame that will be touched
   * @return its planes, valid until unmapped; null if they cannot be mapped or do not hold the area
   */
  public Picture map(long buffer, Area area) {
    return map(buffer, area, Flags.GST_MAP_READ | Flags.GST_MAP_WRITE);
  }

  /**
   * Maps a frame for reading; {@link #unmap} must follow.
   *
   * @param buffer GstBuffer*, borrowed
   * @param area the part of the frame that will be read
   * @return its planes, not to be written to, valid until unmapped; null as {@link #map}
   */
  public Picture mapToRead(long buffer, Area area) {
    return map(buffer, area, Flags.GST_MAP_READ);
  }

  private Picture map(long buffer, Area area, int mode) {
    if (GstVideo.gst_video_frame_map(frame, info, buffer, mode) == 0) {
      return null;
    }
    int width = NativeMemory.getInt(frame + Layout.GstVideoInfo.WIDTH);
    int height = NativeMemory.getInt(frame + Layout.GstVideoInfo.HEIGHT);
    if (area.x() + area.width() > width
        || area.y() + area.height() > height
        || !viewPlanes(width, height)) {
      unmap();
      return null;
    }
    return picture;
  }

  private boolean viewPlanes(int width, int height) {
    List<Raster> rasters = format.layout().all();
    for (int i = 0; i < rasters.size(); i++) {
      if (!viewPlane(rasters.get(i), width, height)) {
        return false;
      }
    }
    return true;
  }

  private boolean viewPlane(Raster raster, int width, int height) {
    int plane = raster.plane();
    int stride = NativeMemory.getInt(frame + Layout.GstVideoInfo.STRIDE + 4L * plane);
    long data = NativeMemory.getLong(frame + Layout.GstVideoFrame.DATA + 8L * plane);
    int columns = (width + raster.subX() - 1) / raster.subX();
    int rows = (height + raster.subY() - 1) / raster.subY();
    long bytes = (long) stride * (rows - 1) + (long) columns * raster.pixelStride();
    if (stride < columns * raster.pixelStride() || bytes > Integer.MAX_VALUE) {
      return false;
    }
    picture.plane(plane, views.of(data, bytes), stride);
    return true;
  }

  /** A new GstBuffer* for a frame, which the caller owns; its pixels are undefined. */
  public long newBuffer() {
    long size = NativeMemory.getLong(info + Layout.GstVideoInfo.FIELD_SIZE);
    long buffer = Gst.gst_buffer_new_allocate(0, size, 0);
    if (buffer == 0) {
      throw new OutOfMemoryError("no native memory for a frame of " + size + " bytes");
    }
    return buffer;
  }

  /** Ends what {@link #map} began. */
  public void unmap() {
    GstVideo.gst_video_frame_unmap(frame);
  }

  @Override
  public void close() {
    views.clear();
    NativeMemory.free(info);
    NativeMemory.free(frame);
  }
}
