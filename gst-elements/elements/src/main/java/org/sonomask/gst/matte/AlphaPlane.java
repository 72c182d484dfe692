// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.nio.ByteBuffer;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * A plane of alpha in native memory that any number of frames share. It is drawn once per mask,
 * into memory that no frame uses any more if there is some. Owns its GstBuffers until {@link
 * #close}.
 */
final class AlphaPlane implements AutoCloseable {

  /** Planes that are kept for another mask while frames still use them. */
  private static final int KEPT = 3;

  private final int stride;
  private final long size;
  private final long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
  private final long[] buffers = new long[KEPT];
  private int current;

  /** Draws into a plane; what was in it is not known. */
  interface Drawing {
    void into(ByteBuffer plane, int stride);
  }

  /**
   * @param width in pixels
   * @param height in pixels
   * @param sampleBytes of one pixel
   */
  AlphaPlane(int width, int height, int sampleBytes) {
    stride = width * sampleBytes + 3 & ~3;
    // GStreamer's formats round rows of alpha up as they do for rows of subsampled colours.
    size = (long) stride * (height + 1 & ~1);
  }

  int stride() {
    return stride;
  }

  /** The plane that was drawn last: a GstBuffer*, owned by this, 0 before the first one. */
  long buffer() {
    return buffers[current];
  }

  /** Draws another plane; frames that have the one before keep it. */
  void draw(Drawing drawing) {
    current = free();
    long buffer = buffers[current];
    if (Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ | Flags.GST_MAP_WRITE) == 0) {
      throw new IllegalStateException("GStreamer cannot map memory of its own");
    }
    try {
      long data = NativeMemory.getLong(map + Layout.GstMapInfo.DATA);
      drawing.into(NativeMemory.view(data, size), stride);
    } finally {
      Gst.gst_buffer_unmap(buffer, map);
    }
  }

  /** Where a buffer lies whose memory no frame has. */
  private int free() {
    for (int i = 0; i < KEPT; i++) {
      if (buffers[i] != 0 && Gst.gst_buffer_is_all_memory_writable(buffers[i]) != 0) {
        return i;
      }
    }
    int next = (current + 1) % KEPT;
    drop(next);
    buffers[next] = Gst.gst_buffer_new_allocate(0, size, 0);
    if (buffers[next] == 0) {
      throw new OutOfMemoryError("no " + size + " bytes of native memory for a plane of alpha");
    }
    return next;
  }

  private void drop(int index) {
    if (buffers[index] != 0) {
      Gst.gst_mini_object_unref(buffers[index]);
      buffers[index] = 0;
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < KEPT; i++) {
      drop(i);
    }
    NativeMemory.free(map);
  }
}
