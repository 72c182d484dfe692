// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstAnalytics;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The same mask as GStreamer's own metadata, for elements that know nothing of us: a
 * GstAnalyticsSegmentationMtd with a GstAnalyticsClsMtd of class names in relation to it, and for
 * each region a GstAnalyticsODMtd in relation to the segmentation, with a GstAnalyticsTrackingMtd
 * in relation to it where somebody follows the object. GStreamer has them since 1.26; they are
 * looked up at run time, so that 1.22 works without.
 *
 * <p>Rectangles are in pixels of the frame; GStreamer scales them with the picture. A frame costs a
 * few native calls a region and no Java allocation.
 */
final class AnalyticsMask implements UpstreamMask {
  private final Placement placement = new Placement();
  private MaskFrame mask;
  private long labels;
  private final long count;

  /** guint, the label of each class: region number i has the label i. */
  private final long ids;

  /** GQuark of each class name. */
  private final long quarks;

  /** gfloat, confidence of each class; -1 is unknown, since it differs by pixel. */
  private final long levels;

  private final long mtd = NativeMemory.allocate(GstAnalytics.MTD_SIZE);

  /**
   * Prepares a mask.
   *
   * @param labels GstBuffer*, taken
   */
  AnalyticsMask(MaskFrame mask, long labels, List<String> names) {
    this.mask = mask;
    this.labels = labels;
    this.count = names.size();
    this.ids = NativeMemory.allocate(count * Integer.BYTES);
    this.quarks = NativeMemory.allocate(count * Integer.BYTES);
    this.levels = NativeMemory.allocate(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Integer.BYTES;
      NativeMemory.putInt(ids + offset, i);
      NativeMemory.putInt(quarks + offset, GLib.g_quark_from_string(names.get(i)));
      NativeMemory.putInt(levels + offset, Float.floatToIntBits(-1));
    }
  }

  @Override
  public void add(long buffer, int x, int y, int width, int height) {
    long meta = GstAnalytics.gst_buffer_add_analytics_relation_meta(buffer);
    if (meta == 0) {
      return;
    }
    placement.picture(x, y, width, height);
    placement.place(mask);
    if (GstAnalytics.gst_analytics_relation_meta_add_segmentation_mtd(
            meta,
            Gst.gst_mini_object_ref(labels),
            GstAnalytics.SEMANTIC,
            count,
            ids,
            placement.left(),
            placement.top(),
            placement.width(),
            placement.height(),
            mtd)
        == 0) {
      return;
    }
    int segmentation = NativeMemory.getInt(mtd);
    if (GstAnalytics.gst_analytics_relation_meta_add_cls_mtd(meta, count, levels, quarks, mtd)
        != 0) {
      relate(meta, segmentation);
    }
    for (int i = 0; i < mask.regions().size(); i++) {
      add(meta, segmentation, mask.regions().get(i));
    }
  }

  private void add(long meta, int segmentation, Region region) {
    placement.place(mask, region);
    int quark =
        region.label() < count
            ? NativeMemory.getInt(quarks + (long) region.label() * Integer.BYTES)
            : 0;
    if (GstAnalytics.gst_analytics_relation_meta_add_od_mtd(
            meta,
            quark,
            placement.left(),
            placement.top(),
            placement.width(),
            placement.height(),
            region.score(),
            mtd)
        != 0) {
      relate(meta, segmentation);
      addTrack(meta, NativeMemory.getInt(mtd), region.track());
    }
  }

  private void addTrack(long meta, int box, long track) {
    if (track != 0
        && GstAnalytics.gst_analytics_relation_meta_add_tracking_mtd(
                meta, track, mask.runningTime(), mtd)
            != 0) {
      relate(meta, box);
    }
  }

  /** Relates what has a number with what was added last, both ways. */
  private void relate(long meta, int one) {
    int other = NativeMemory.getInt(mtd);
    int relation = GstAnalytics.RELATE_TO;
    GstAnalytics.gst_analytics_relation_meta_set_relation(meta, relation, one, other);
    GstAnalytics.gst_analytics_relation_meta_set_relation(meta, relation, other, one);
  }

  @Override
  public void replace(MaskFrame fitted, long newLabels) {
    Gst.gst_mini_object_unref(labels);
    labels = newLabels;
    mask = fitted;
  }

  @Override
  public void close() {
    Gst.gst_mini_object_unref(labels);
    NativeMemory.free(ids);
    NativeMemory.free(quarks);
    NativeMemory.free(levels);
    NativeMemory.free(mtd);
  }
}
