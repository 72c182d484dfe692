// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.List;
import java.util.Optional;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.NativeFunction;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;

/**
 * The same mask as GStreamer's own GstAnalyticsSegmentationMtd, with a GstAnalyticsClsMtd of class
 * names in relation to it, for elements that know nothing of us. GStreamer has it since 1.26; it is
 * looked up at run time, so that 1.22 works without.
 *
 * <p>Its rectangle is in picture pixels; GStreamer scales it with the picture. Calls by address
 * allocate a few objects a frame, unlike all else that a frame costs, and only where the library
 * is.
 */
final class AnalyticsMask implements AutoCloseable {
  private static final int SEMANTIC = 0;
  private static final int RELATE_TO = 1 << 3;
  private static final int MTD_SIZE = 16;

  private static final Optional<Calls> CALLS =
      OptionalLibrary.open("gstanalytics-1.0").flatMap(Calls::of);

  private record Calls(
      NativeFunction addMeta,
      NativeFunction addSegmentation,
      NativeFunction addClasses,
      NativeFunction setRelation) {

    static Optional<Calls> of(OptionalLibrary library) {
      Optional<NativeFunction> meta = library.function("gst_buffer_add_analytics_relation_meta");
      Optional<NativeFunction> segmentation =
          library.function("gst_analytics_relation_meta_add_segmentation_mtd");
      Optional<NativeFunction> classes =
          library.function("gst_analytics_relation_meta_add_cls_mtd");
      Optional<NativeFunction> relation =
          library.function("gst_analytics_relation_meta_set_relation");
      return meta.isPresent()
              && segmentation.isPresent()
              && classes.isPresent()
              && relation.isPresent()
          ? Optional.of(new Calls(meta.get(), segmentation.get(), classes.get(), relation.get()))
          : Optional.empty();
    }
  }

  private final Calls calls;
  private final long labels;
  private final long count;

  /** guint, the label of each class: region number i has the label i. */
  private final long ids;

  /** GQuark of each class name. */
  private final long quarks;

  /** gfloat, confidence of each class; -1 is unknown, since it differs by pixel. */
  private final long levels;

  private final long mtd = NativeMemory.allocate(MTD_SIZE);

  private AnalyticsMask(Calls calls, long labels, List<String> names) {
    this.calls = calls;
    this.labels = labels;
    this.count = names.size();
    this.ids = NativeMemory.allocate(count * Integer.BYTES);
    this.quarks = NativeMemory.allocate(count * Integer.BYTES);
    this.levels = NativeMemory.allocate(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      NativeMemory.putInt(ids + (long) i * Integer.BYTES, i);
      NativeMemory.putInt(
          quarks + (long) i * Integer.BYTES, GLib.g_quark_from_string(names.get(i)));
      NativeMemory.putInt(levels + (long) i * Float.BYTES, Float.floatToIntBits(-1));
    }
  }

  /** Whether this GStreamer has the metadata. */
  static boolean isPresent() {
    return CALLS.isPresent();
  }

  /**
   * Prepares a mask; null where GStreamer has no such metadata.
   *
   * @param labels GstBuffer*, taken
   */
  static AnalyticsMask of(long labels, List<String> names) {
    if (CALLS.isEmpty()) {
      Gst.gst_mini_object_unref(labels);
      return null;
    }
    return new AnalyticsMask(CALLS.get(), labels, names);
  }

  /** Adds it to a writable frame of this size. */
  void add(long buffer, MaskGeometry geometry, int width, int height) {
    long meta = calls.addMeta.callLong(buffer);
    if (meta == 0) {
      return;
    }
    int added =
        calls.addSegmentation.callInt(
            meta,
            Gst.gst_mini_object_ref(labels),
            SEMANTIC,
            count,
            ids,
            (int) Math.round(geometry.x() * width),
            (int) Math.round(geometry.y() * height),
            (int) Math.round(geometry.width() * width),
            (int) Math.round(geometry.height() * height),
            mtd);
    int segmentation = NativeMemory.getInt(mtd);
    if (added != 0 && calls.addClasses.callInt(meta, count, levels, quarks, mtd) != 0) {
      calls.setRelation.callInt(meta, RELATE_TO, segmentation, NativeMemory.getInt(mtd));
    }
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
