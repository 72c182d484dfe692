// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.MaskParts;
import org.sonomask.metadata.internal.record.MaskParts.Part;
import org.sonomask.metadata.internal.record.UtcClock;

/** Makes VMTI local sets of masks: a target for each region and for each label besides. */
final class VmtiEncoder {
  private static final int MICROSECOND = 1000;
  private static final int TIMESTAMP_BYTES = 8;
  private static final int THE_ALGORITHM = 1;

  private final UtcClock clock;

  VmtiEncoder(long epoch) {
    this.clock = new UtcClock(epoch);
  }

  byte[] encode(MaskFrame mask) {
    PictureGrid grid = PictureGrid.of(mask);
    List<Part<KlvWriter>> parts =
        MaskParts.of(
            mask,
            (labels, width, height, label, box) -> BitMask.write(labels, width, label, box, grid));
    KlvWriter set = new KlvWriter();
    set.tag(
        Vmti.TIMESTAMP, Math.floorDiv(clock.utc(mask.runningTime()), MICROSECOND), TIMESTAMP_BYTES);
    set.tag(Vmti.SYSTEM_NAME, mask.stream());
    set.tag(Vmti.VERSION_NUMBER, Vmti.VERSION);
    set.tag(Vmti.TARGETS_DETECTED, parts.size());
    set.tag(Vmti.TARGETS_REPORTED, parts.size());
    set.tag(Vmti.FRAME_WIDTH, grid.width());
    set.tag(Vmti.FRAME_HEIGHT, grid.height());
    if (!parts.isEmpty()) {
      set.tag(Vmti.TARGET_SERIES, targets(mask, grid, parts));
    }
    set.tag(Vmti.ALGORITHM_SERIES, algorithms(mask.model()));
    if (!parts.isEmpty()) {
      set.tag(Vmti.ONTOLOGY_SERIES, ontologies(parts));
    }
    return packet(set);
  }

  private static KlvWriter targets(MaskFrame mask, PictureGrid grid, List<Part<KlvWriter>> parts) {
    KlvWriter series = new KlvWriter();
    long stream = TrackId.ofStream(mask.stream());
    int identifier = 1;
    for (Part<KlvWriter> part : parts) {
      KlvWriter target = new KlvWriter();
      target.oid(identifier++);
      part.region().ifPresent(region -> box(target, mask, grid, region));
      target.tag(Vmti.ALGORITHM_OF_TARGET, THE_ALGORITHM);
      if (part.shape().size() > 0) {
        KlvWriter shape = new KlvWriter();
        shape.tag(Vmti.BIT_MASK_SERIES, part.shape());
        target.tag(Vmti.MASK, shape);
      }
      long track = part.region().map(Region::track).orElse(0L);
      if (track != 0) {
        target.tag(Vmti.TRACKER, tracker(stream, track));
      }
      target.tag(Vmti.OBJECT_SERIES, objects(part));
      series.item(target);
    }
    return series;
  }

  private static void box(KlvWriter target, MaskFrame mask, PictureGrid grid, Region region) {
    Box box = grid.place(Box.of(region, mask.width(), mask.height()));
    if (box.left() < box.right() && box.top() < box.bottom()) {
      target.tag(Vmti.BOX_TOP_LEFT, grid.number(box.left(), box.top()));
      target.tag(Vmti.BOX_BOTTOM_RIGHT, grid.number(box.right() - 1, box.bottom() - 1));
    }
    float score = Math.max(0, Math.min(region.score(), 1));
    target.tag(Vmti.CONFIDENCE_LEVEL, Math.round(100 * score));
  }

  private static KlvWriter tracker(long stream, long track) {
    KlvWriter tracker = new KlvWriter();
    tracker.oid(Vmti.TRACK_ID);
    tracker.length(TrackId.BYTES);
    tracker.unsigned(stream, Long.BYTES);
    tracker.unsigned(TrackId.ofTrack(track), Long.BYTES);
    tracker.tag(Vmti.DETECTION_STATUS, Vmti.ACTIVE);
    return tracker;
  }

  private static KlvWriter objects(Part<KlvWriter> part) {
    KlvWriter object = new KlvWriter();
    object.tag(Vmti.ONTOLOGY_OF_OBJECT, part.label());
    part.region()
        .ifPresent(
            region ->
                object.tag(
                    Vmti.CLASSIFICATION_CONFIDENCE,
                    Confidence.encode(region.score()),
                    Confidence.BYTES));
    KlvWriter series = new KlvWriter();
    series.item(object);
    return series;
  }

  private static KlvWriter algorithms(String model) {
    KlvWriter algorithm = new KlvWriter();
    algorithm.tag(Vmti.ALGORITHM_ID, THE_ALGORITHM);
    algorithm.tag(Vmti.ALGORITHM_NAME, model);
    KlvWriter series = new KlvWriter();
    series.item(algorithm);
    return series;
  }

  private static KlvWriter ontologies(List<Part<KlvWriter>> parts) {
    Map<Integer, String> names = new TreeMap<>();
    for (Part<KlvWriter> part : parts) {
      names.putIfAbsent(part.label(), part.region().map(Region::name).orElse(""));
    }
    KlvWriter series = new KlvWriter();
    names.forEach(
        (label, name) -> {
          KlvWriter ontology = new KlvWriter();
          ontology.tag(Vmti.ONTOLOGY_ID, label);
          ontology.tag(Vmti.ONTOLOGY_IRI, Vmti.CLASSES_IRI);
          ontology.tag(Vmti.ONTOLOGY_CLASS, name.isEmpty() ? "class " + label : name);
          series.item(ontology);
        });
    return series;
  }

  private static byte[] packet(KlvWriter set) {
    KlvWriter packet = new KlvWriter();
    packet.raw(Vmti.key());
    packet.length(set.size() + Checksum.ELEMENT_BYTES);
    packet.raw(set);
    packet.oid(Vmti.CHECKSUM);
    packet.length(2);
    packet.unsigned(Checksum.of(packet.toBytes(), 0, packet.size()), 2);
    return packet.toBytes();
  }
}
