// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.metadata.internal.record.MaskAssembly;
import org.sonomask.metadata.internal.record.UtcClock;

/** Makes masks of VMTI local sets; passes over other sets, and over tags it does not know. */
final class VmtiDecoder {
  private static final long MAX_MICROSECONDS = Long.MAX_VALUE / 1000;
  private static final int MAX_SIDE_BYTES = 3;
  private static final int MAX_LABEL = 255;

  private final UtcClock clock;
  private final int maxPixels;

  VmtiDecoder(long epoch, int maxPixels) {
    this.clock = new UtcClock(epoch);
    this.maxPixels = maxPixels;
  }

  /** The elements of a set, which may come in any order. */
  private static final class Elements {
    private long microseconds = -1;
    private String system = "";
    private String algorithm = "";
    private long width;
    private long height;
    private int checksum = -1;
    private KlvCursor targets;
    private final Map<Integer, String> classes = new HashMap<>();
  }

  Optional<MaskFrame> decode(byte[] bytes, int size) throws MaskFormatException {
    int start = KlvFraming.labelStart(bytes, size);
    if (start < 0 || size - start < Vmti.KEY_BYTES) {
      throw new MaskFormatException("KLV: no universal label in " + size + " bytes");
    }
    byte[] key = Arrays.copyOfRange(bytes, start, start + Vmti.KEY_BYTES);
    if (!Arrays.equals(key, Vmti.key())) {
      return Optional.empty();
    }
    KlvCursor set = new KlvCursor(bytes, start + Vmti.KEY_BYTES, size).item();
    Elements elements = new Elements();
    while (set.hasMore()) {
      read(set.oid(), set.item(), elements);
    }
    int sum = Checksum.of(bytes, start, set.position() - 2 - start);
    if (sum != elements.checksum) {
      throw new MaskFormatException(
          "KLV: the checksum is %04x where the bytes sum to %04x: they were damaged on the way"
              .formatted(elements.checksum, sum));
    }
    return Optional.of(mask(elements));
  }

  private static void read(int tag, KlvCursor value, Elements elements) throws MaskFormatException {
    switch (tag) {
      case Vmti.CHECKSUM -> elements.checksum = (int) value.number(2);
      case Vmti.TIMESTAMP -> elements.microseconds = value.number(8);
      case Vmti.SYSTEM_NAME -> elements.system = value.text();
      case Vmti.FRAME_WIDTH -> elements.width = value.number(MAX_SIDE_BYTES);
      case Vmti.FRAME_HEIGHT -> elements.height = value.number(MAX_SIDE_BYTES);
      case Vmti.TARGET_SERIES -> elements.targets = value;
      case Vmti.ALGORITHM_SERIES -> readAlgorithms(value, elements);
      case Vmti.ONTOLOGY_SERIES -> readOntologies(value, elements);
      default -> {}
    }
  }

  private static void readAlgorithms(KlvCursor series, Elements elements)
      throws MaskFormatException {
    while (series.hasMore()) {
      KlvCursor algorithm = series.item();
      while (algorithm.hasMore()) {
        int tag = algorithm.oid();
        KlvCursor value = algorithm.item();
        if (tag == Vmti.ALGORITHM_NAME) {
          elements.algorithm = value.text();
        }
      }
    }
  }

  private static void readOntologies(KlvCursor series, Elements elements)
      throws MaskFormatException {
    while (series.hasMore()) {
      KlvCursor ontology = series.item();
      int identifier = 0;
      String name = "";
      while (ontology.hasMore()) {
        int tag = ontology.oid();
        KlvCursor value = ontology.item();
        if (tag == Vmti.ONTOLOGY_ID) {
          identifier = (int) value.number(MAX_SIDE_BYTES);
        } else if (tag == Vmti.ONTOLOGY_CLASS) {
          name = value.text();
        }
      }
      if (identifier > 0 && identifier <= MAX_LABEL) {
        elements.classes.put(identifier, name);
      }
    }
  }

  private MaskFrame mask(Elements elements) throws MaskFormatException {
    if (elements.microseconds < 0 || elements.microseconds > MAX_MICROSECONDS) {
      throw new MaskFormatException("KLV: no precision timestamp, or one beyond the year 2262");
    }
    MaskAssembly assembly = new MaskAssembly(elements.width, elements.height, maxPixels);
    while (elements.targets != null && elements.targets.hasMore()) {
      KlvCursor target = elements.targets.item();
      Target.read(target, assembly.width(), assembly.height()).addTo(assembly, elements.classes);
    }
    return new MaskFrame(
        elements.system,
        clock.runningTime(1000 * elements.microseconds),
        0,
        assembly.width(),
        assembly.height(),
        assembly.labels(),
        assembly.confidence(),
        assembly.regions(),
        MaskGeometry.WHOLE,
        1,
        MaskSource.INFERRED,
        elements.algorithm);
  }
}
