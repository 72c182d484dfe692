// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.util.Map;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.record.MaskAssembly;
import org.sonomask.metadata.internal.record.RowRuns;

/**
 * What a VTarget pack says; one without a box is a shape that belongs to no region.
 *
 * @param topLeft number of the box's first pixel, 0 without a box
 * @param bottomRight number of the box's last pixel, 0 without a box
 * @param label identifier of its ontology
 * @param score of its classification
 * @param track number of its track, 0 without one
 * @param runs of its mask
 * @param width of the frame
 */
record Target(
    long topLeft, long bottomRight, int label, float score, long track, RowRuns runs, int width) {
  private static final int MAX_NUMBER_BYTES = 6;
  private static final int MAX_LABEL_BYTES = 3;

  /** Elements in the order they come. */
  private static final class Builder {
    private long topLeft;
    private long bottomRight;
    private int label;
    private float score = 1;
    private long track;
    private RowRuns runs = new RowRuns();
  }

  static Target read(KlvCursor pack, int width, int height) throws MaskFormatException {
    int identifier = pack.oid();
    Builder builder = new Builder();
    while (pack.hasMore()) {
      int tag = pack.oid();
      KlvCursor value = pack.item();
      switch (tag) {
        case Vmti.BOX_TOP_LEFT -> builder.topLeft = value.number(MAX_NUMBER_BYTES);
        case Vmti.BOX_BOTTOM_RIGHT -> builder.bottomRight = value.number(MAX_NUMBER_BYTES);
        case Vmti.MASK -> readMask(value, builder, width * height);
        case Vmti.TRACKER -> readTracker(value, builder);
        case Vmti.OBJECT_SERIES -> readObjects(value, builder);
        default -> {}
      }
    }
    if (builder.label == 0) {
      throw new MaskFormatException(
          "KLV: target %d has no ontology identifier, so its class is not known"
              .formatted(identifier));
    }
    long pixels = (long) width * height;
    boolean boxed = builder.topLeft != 0 || builder.bottomRight != 0;
    if (boxed
        && (builder.topLeft < 1
            || builder.bottomRight > pixels
            || column(builder.topLeft, width) > column(builder.bottomRight, width)
            || builder.topLeft > builder.bottomRight)) {
      throw new MaskFormatException(
          "KLV: a box from pixel %d to %d in a frame of %dx%d"
              .formatted(builder.topLeft, builder.bottomRight, width, height));
    }
    return new Target(
        builder.topLeft,
        builder.bottomRight,
        builder.label,
        builder.score,
        builder.track,
        builder.runs,
        width);
  }

  private static void readMask(KlvCursor mask, Builder builder, int pixels)
      throws MaskFormatException {
    while (mask.hasMore()) {
      int tag = mask.oid();
      KlvCursor value = mask.item();
      if (tag == Vmti.BIT_MASK_SERIES) {
        builder.runs = BitMask.read(value, pixels);
      }
    }
  }

  private static void readTracker(KlvCursor tracker, Builder builder) throws MaskFormatException {
    while (tracker.hasMore()) {
      int tag = tracker.oid();
      KlvCursor value = tracker.item();
      if (tag == Vmti.TRACK_ID) {
        builder.track = TrackId.read(value);
      }
    }
  }

  private static void readObjects(KlvCursor series, Builder builder) throws MaskFormatException {
    while (series.hasMore()) {
      KlvCursor object = series.item();
      while (object.hasMore()) {
        int tag = object.oid();
        KlvCursor value = object.item();
        if (tag == Vmti.ONTOLOGY_OF_OBJECT) {
          builder.label = (int) value.number(MAX_LABEL_BYTES);
        } else if (tag == Vmti.CLASSIFICATION_CONFIDENCE) {
          builder.score = Confidence.decode(value);
        }
      }
    }
  }

  private static int column(long number, int width) {
    return (int) ((number - 1) % width);
  }

  void addTo(MaskAssembly assembly, Map<Integer, String> classes) throws MaskFormatException {
    long area = runs.area();
    if (topLeft == 0) {
      assembly.paint(label, area, runs::paint);
      return;
    }
    int left = column(topLeft, width);
    int top = (int) ((topLeft - 1) / width);
    Region region =
        new Region(
            label,
            classes.getOrDefault(label, ""),
            score,
            left,
            top,
            column(bottomRight, width) - left + 1,
            (int) ((bottomRight - 1) / width) - top + 1,
            (int) Math.min(area, Integer.MAX_VALUE),
            track);
    assembly.add(region, area, runs::paint);
  }
}
