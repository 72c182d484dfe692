// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/**
 * libgstanalytics-1.0, which may be missing: GStreamer has it since 1.24, with segmentation since
 * 1.26, and distributions may leave it out. Call {@link #isPresent} before anything else.
 */
public final class GstAnalytics {
  /** GST_SEGMENTATION_TYPE_SEMANTIC. */
  public static final int SEMANTIC = 0;

  /** GST_ANALYTICS_REL_TYPE_RELATE_TO. */
  public static final int RELATE_TO = 1 << 3;

  /** Bytes of a GstAnalyticsMtd, whose first field is its number, a guint. */
  public static final int MTD_SIZE = 16;

  private static final boolean PRESENT = bind();

  private GstAnalytics() {}

  private static boolean bind() {
    try {
      NativeLibraries.bind(GstAnalytics.class, "gstanalytics-1.0");
      return true;
    } catch (UnsatisfiedLinkError absent) {
      return false;
    }
  }

  /** Whether the library is there, with everything that is declared here. */
  public static boolean isPresent() {
    return PRESENT;
  }

  public static native long gst_buffer_add_analytics_relation_meta(long buffer);

  public static native int gst_analytics_relation_meta_add_segmentation_mtd(
      long meta,
      long mask,
      int type,
      long regions,
      long ids,
      int x,
      int y,
      int width,
      int height,
      long mtd);

  public static native int gst_analytics_relation_meta_add_cls_mtd(
      long meta, long length, long levels, long quarks, long mtd);

  public static native int gst_analytics_relation_meta_add_od_mtd(
      long meta, int type, int x, int y, int width, int height, float level, long mtd);

  public static native int gst_analytics_relation_meta_add_tracking_mtd(
      long meta, long id, long firstSeen, long mtd);

  public static native int gst_analytics_relation_meta_set_relation(
      long meta, int relation, int from, int to);
}
