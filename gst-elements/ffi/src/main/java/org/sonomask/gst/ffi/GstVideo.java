// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgstvideo-1.0. */
public final class GstVideo {
  private GstVideo() {}

  static {
    NativeLibraries.bind(GstVideo.class, "gstvideo-1.0");
  }

  public static native void gst_video_info_init(long info);

  public static native int gst_video_info_from_caps(long info, long caps);

  public static native int gst_video_info_set_format(long info, int format, int width, int height);

  public static native int gst_video_format_from_string(String name);

  public static native String gst_video_format_to_string(int format);

  public static native int gst_video_color_matrix_get_Kr_Kb(int matrix, long kr, long kb);

  public static native int gst_video_frame_map(long frame, long info, long buffer, int flags);

  public static native void gst_video_frame_unmap(long frame);

  public static native long gst_video_converter_new(long in, long out, long config);

  public static native void gst_video_converter_frame(long converter, long from, long to);

  public static native void gst_video_converter_free(long converter);

  public static native long gst_buffer_add_video_meta(
      long buffer, int flags, int format, int width, int height);

  public static native long gst_buffer_add_video_meta_full(
      long buffer,
      int flags,
      int format,
      int width,
      int height,
      int planes,
      long offsets,
      long strides);

  public static native long gst_buffer_get_video_meta(long buffer);

  public static native long gst_video_overlay_composition_meta_api_get_type();

  public static native long gst_video_overlay_rectangle_new_raw(
      long pixels, int x, int y, int width, int height, int flags);

  public static native long gst_video_overlay_composition_new(long rectangle);

  public static native long gst_video_overlay_composition_copy(long composition);

  public static native void gst_video_overlay_composition_add_rectangle(
      long composition, long rectangle);

  public static native long gst_buffer_add_video_overlay_composition_meta(
      long buffer, long composition);

  public static native long gst_video_crop_meta_get_info();

  public static native long gst_video_crop_meta_api_get_type();

  public static native long gst_video_region_of_interest_meta_api_get_type();

  public static native long gst_buffer_add_video_region_of_interest_meta_id(
      long buffer, int type, int x, int y, int width, int height);

  public static native void gst_video_region_of_interest_meta_add_param(long meta, long structure);

  public static native long gst_video_region_of_interest_meta_get_param(long meta, long name);

  public static native long gst_buffer_add_video_region_of_interest_meta(
      long buffer, String type, int x, int y, int width, int height);

  public static native long gst_video_convert_sample(
      long sample, long caps, long timeout, long error);

  public static native long gst_video_buffer_pool_new();
}
