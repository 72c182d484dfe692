// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.json.MaskLine.BoundingBox;
import org.sonomask.metadata.internal.json.MaskLine.Confidence;
import org.sonomask.metadata.internal.json.MaskLine.Detection;
import org.sonomask.metadata.internal.json.MaskLine.Mask;
import org.sonomask.metadata.internal.json.MaskLine.Resolution;
import org.sonomask.metadata.internal.json.MaskLine.Rest;
import org.sonomask.metadata.internal.json.MaskLine.Rle;
import org.sonomask.metadata.internal.json.MaskLine.Shape;
import org.sonomask.metadata.internal.json.MaskLine.SoundingObject;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.MaskParts;
import org.sonomask.metadata.internal.record.MaskParts.Part;
import org.sonomask.metadata.rle.CocoRle;

/** Makes lines of masks. */
final class LineEncoder {
  private final MaskCodec.Output output;

  LineEncoder(MaskCodec.Output output) {
    this.output = output;
  }

  MaskLine encode(MaskFrame mask, long age) {
    List<SoundingObject> objects = new ArrayList<>();
    List<Rest> rest = new ArrayList<>();
    for (Part<Rle> part : MaskParts.of(mask, LineEncoder::trace)) {
      part.region()
          .ifPresentOrElse(
              region -> objects.add(object(mask, region, part.shape())),
              () -> rest.add(new Rest(part.label(), part.shape())));
    }
    return new MaskLine(
        MaskLine.SCHEMA,
        MaskLine.VERSION,
        mask.runningTime(),
        mask.stream(),
        new Resolution(output.pictureWidth(), output.pictureHeight()),
        objects,
        mask(mask, age, rest));
  }

  private static Rle trace(byte[] labels, int width, int height, int label, Box box) {
    CocoRle rle =
        CocoRle.of(labels, width, height, label, box.left(), box.top(), box.right(), box.bottom());
    return new Rle(new int[] {height, width}, rle.compressed());
  }

  private SoundingObject object(MaskFrame mask, Region region, Rle rle) {
    MaskGeometry place = mask.geometry();
    double left = place.x() + place.width() * region.x() / mask.width();
    double top = place.y() + place.height() * region.y() / mask.height();
    double width = place.width() * region.width() / mask.width();
    double height = place.height() * region.height() / mask.height();
    return new SoundingObject(
        Math.round(left * output.pictureWidth()),
        Math.round(top * output.pictureHeight()),
        Math.round(width * output.pictureWidth()),
        Math.round(height * output.pictureHeight()),
        region.track() == 0 ? null : Long.valueOf(region.track()),
        region.name(),
        new Detection(
            new BoundingBox(left, top, left + width, top + height),
            region.score(),
            region.label(),
            region.name()),
        new Shape(
            Shape.FORMAT,
            new int[] {region.x(), region.y(), region.width(), region.height()},
            region.area(),
            rle));
  }

  private Mask mask(MaskFrame mask, long age, List<Rest> rest) {
    MaskGeometry place = mask.geometry();
    Confidence confidence =
        output.confidence()
            ? new Confidence(Confidence.ENCODING, Zlib.compress(mask.confidence()))
            : null;
    return new Mask(
        new int[] {mask.height(), mask.width()},
        new double[] {place.x(), place.y(), place.width(), place.height()},
        mask.duration(),
        age,
        mask.source().name().toLowerCase(Locale.ROOT),
        mask.model(),
        mask.audioCoverage(),
        rest,
        confidence);
  }
}
