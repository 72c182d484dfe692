// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgstaudio-1.0. */
public final class GstAudio {
  private GstAudio() {}

  static {
    NativeLibraries.bind(GstAudio.class, "gstaudio-1.0");
  }

  public static native void gst_audio_info_init(long info);

  public static native int gst_audio_info_from_caps(long info, long caps);

  public static native void gst_audio_info_set_format(
      long info, int format, int rate, int channels, long position);

  public static native int gst_audio_format_from_string(String name);

  public static native int gst_audio_buffer_map(long audio, long info, long buffer, int flags);

  public static native void gst_audio_buffer_unmap(long audio);

  public static native long gst_audio_converter_new(int flags, long in, long out, long config);

  public static native void gst_audio_converter_free(long converter);

  public static native void gst_audio_converter_reset(long converter);

  public static native long gst_audio_converter_get_out_frames(long converter, long inFrames);

  public static native int gst_audio_converter_samples(
      long converter, int flags, long in, long inFrames, long out, long outFrames);
}
