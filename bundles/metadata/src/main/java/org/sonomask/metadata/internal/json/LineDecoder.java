// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import java.util.List;
import java.util.Locale;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.json.MaskLine.Confidence;
import org.sonomask.metadata.internal.json.MaskLine.Detection;
import org.sonomask.metadata.internal.json.MaskLine.Mask;
import org.sonomask.metadata.internal.json.MaskLine.Rest;
import org.sonomask.metadata.internal.json.MaskLine.Rle;
import org.sonomask.metadata.internal.json.MaskLine.Shape;
import org.sonomask.metadata.internal.json.MaskLine.SoundingObject;
import org.sonomask.metadata.internal.record.MaskAssembly;
import org.sonomask.metadata.rle.CocoRle;

/** Makes masks of lines, and checks everything that the JSON parser does not. */
final class LineDecoder {
  private final int maxPixels;

  LineDecoder(int maxPixels) {
    this.maxPixels = maxPixels;
  }

  MaskFrame decode(MaskLine line) throws MaskFormatException {
    if (!MaskLine.SCHEMA.equals(line.schema())) {
      throw new MaskFormatException(
          "schema \"%s\": only %s is read".formatted(line.schema(), MaskLine.SCHEMA));
    }
    if (line.version() != MaskLine.VERSION) {
      throw new MaskFormatException(
          "version %d of %s: only version %d is read"
              .formatted(line.version(), MaskLine.SCHEMA, MaskLine.VERSION));
    }
    Mask mask = present(line.mask(), "mask");
    int[] size = numbers(mask.size(), 2, "mask.size");
    MaskAssembly assembly = new MaskAssembly(size[1], size[0], maxPixels);
    for (SoundingObject object : present(line.objects(), "objects")) {
      add(assembly, object);
    }
    for (Rest rest : mask.rest() == null ? List.<Rest>of() : mask.rest()) {
      present(rest, "mask.rest");
      CocoRle rle = rle(assembly, rest.rle());
      assembly.paint(rest.labelId(), rle.area(), rle::paint);
    }
    if (mask.confidence() != null) {
      confidence(assembly, mask.confidence());
    }
    return frame(line, mask, assembly);
  }

  private static void add(MaskAssembly assembly, SoundingObject object) throws MaskFormatException {
    present(object, "objects");
    Detection detection = present(object.detection(), "objects.detection");
    Shape shape = present(object.mask(), "objects.mask");
    if (!Shape.FORMAT.equals(shape.format())) {
      throw new MaskFormatException(
          "masks in format \"%s\": only %s is read".formatted(shape.format(), Shape.FORMAT));
    }
    int[] box = numbers(shape.bbox(), 4, "objects.mask.bbox");
    CocoRle rle = rle(assembly, shape.rle());
    Region region =
        new Region(
            detection.labelId(),
            present(detection.label(), "objects.detection.label"),
            detection.confidence(),
            box[0],
            box[1],
            box[2],
            box[3],
            shape.area(),
            object.id() == null ? 0 : object.id());
    assembly.add(region, rle.area(), rle::paint);
  }

  private static CocoRle rle(MaskAssembly assembly, Rle rle) throws MaskFormatException {
    int[] size = numbers(present(rle, "rle").size(), 2, "rle.size");
    if (size[0] != assembly.height() || size[1] != assembly.width()) {
      throw new MaskFormatException(
          "an rle of %dx%d pixels in a mask of %dx%d"
              .formatted(size[1], size[0], assembly.width(), assembly.height()));
    }
    return CocoRle.parse(present(rle.counts(), "rle.counts"), size[1], size[0]);
  }

  private static void confidence(MaskAssembly assembly, Confidence confidence)
      throws MaskFormatException {
    if (!Confidence.ENCODING.equals(confidence.encoding())) {
      throw new MaskFormatException(
          "confidences encoded as \"%s\": only %s is read"
              .formatted(confidence.encoding(), Confidence.ENCODING));
    }
    Zlib.expand(present(confidence.data(), "mask.confidence.data"), assembly.confidence());
  }

  private static MaskFrame frame(MaskLine line, Mask mask, MaskAssembly assembly)
      throws MaskFormatException {
    double[] geometry = present(mask.geometry(), "mask.geometry");
    if (geometry.length != 4) {
      throw new MaskFormatException("mask.geometry needs 4 numbers, not " + geometry.length);
    }
    return new MaskFrame(
        present(line.source(), "source"),
        line.timestamp(),
        mask.duration(),
        assembly.width(),
        assembly.height(),
        assembly.labels(),
        assembly.confidence(),
        assembly.regions(),
        new MaskGeometry(geometry[0], geometry[1], geometry[2], geometry[3]),
        mask.audioCoverage(),
        MaskSource.valueOf(present(mask.source(), "mask.source").toUpperCase(Locale.ROOT)),
        present(mask.model(), "mask.model"));
  }

  private static <T> T present(T value, String key) throws MaskFormatException {
    if (value == null) {
      throw new MaskFormatException("the line has no " + key);
    }
    return value;
  }

  private static int[] numbers(int[] values, int count, String key) throws MaskFormatException {
    if (present(values, key).length != count) {
      throw new MaskFormatException("%s needs %d numbers".formatted(key, count));
    }
    return values;
  }
}
