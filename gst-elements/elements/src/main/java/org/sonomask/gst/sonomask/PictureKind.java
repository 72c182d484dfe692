// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import org.sonomask.gst.ffi.GstVideo;

/** What pictures are scaled to. */
enum PictureKind {
  /** For the model: every pixel of the picture counts. */
  RGB("RGB", 3, ""),

  /** For motion, on every frame: two lines and columns for each pixel are enough, and cheap. */
  LUMA("GRAY8", 1, ", GstVideoConverter.resampler-taps=(uint)2");

  private static final String LINEAR =
      "GstVideoConverter, GstVideoConverter.resampler-method=(GstVideoResamplerMethod)linear";

  final String options;
  final int bytes;
  private final String format;

  PictureKind(String format, int bytes, String more) {
    this.format = format;
    this.bytes = bytes;
    this.options = LINEAR + more;
  }

  /** GstVideoFormat. */
  int format() {
    return GstVideo.gst_video_format_from_string(format);
  }
}
