// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;

/** Crops buffers for tests, as decoders do. */
public final class Crops {

  private Crops() {}

  /** Adds a GstVideoCropMeta to a writable GstBuffer*. */
  public static void crop(long buffer, int x, int y, int width, int height) {
    long info = call("gstvideo-1.0", "gst_video_crop_meta_get_info");
    long meta = call("gstreamer-1.0", "gst_buffer_add_meta", buffer, info, 0L);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.X, x);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.Y, y);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.WIDTH, width);
    NativeMemory.putInt(meta + Layout.GstVideoCropMeta.HEIGHT, height);
  }

  private static long call(String library, String function, Object... arguments) {
    return OptionalLibrary.open(library)
        .flatMap(opened -> opened.function(function))
        .orElseThrow()
        .callLong(arguments);
  }
}
