// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.MaskParts;
import org.sonomask.metadata.internal.record.MaskParts.Part;
import org.sonomask.metadata.internal.record.UtcClock;

/** Makes a metadata stream of one frame of a mask; its coordinates are mask pixels. */
final class OnvifEncoder {
  private static final long SECOND = 1_000_000_000;

  private final UtcClock clock;

  OnvifEncoder(long epoch) {
    this.clock = new UtcClock(epoch);
  }

  byte[] encode(MaskFrame mask, long age) {
    XmlWriter xml = new XmlWriter();
    xml.start("tt:MetadataStream")
        .attribute("xmlns:tt", Schema.ONVIF)
        .attribute("xmlns:sm", Schema.SONOMASK)
        .start("tt:VideoAnalytics");
    frame(xml, mask, age);
    transformation(xml, mask);
    Set<Long> tracks = mask.regions().stream().map(Region::track).collect(Collectors.toSet());
    long free = 0;
    for (Part<Outline> part : MaskParts.of(mask, Outline::trace)) {
      long track = part.region().map(Region::track).orElse(0L);
      if (track == 0) {
        do {
          free++;
        } while (tracks.contains(free));
      }
      object(xml, track == 0 ? free : track, part);
    }
    return xml.end().end().end().toBytes();
  }

  private void frame(XmlWriter xml, MaskFrame mask, long age) {
    long utc = clock.utc(mask.runningTime());
    MaskGeometry place = mask.geometry();
    Instant time = Instant.ofEpochSecond(Math.floorDiv(utc, SECOND), Math.floorMod(utc, SECOND));
    xml.start("tt:Frame")
        .attribute("UtcTime", time)
        .attribute("sm:stream", mask.stream())
        .attribute("sm:width", mask.width())
        .attribute("sm:height", mask.height())
        .attribute("sm:x", place.x())
        .attribute("sm:y", place.y())
        .attribute("sm:w", place.width())
        .attribute("sm:h", place.height())
        .attribute("sm:duration", mask.duration())
        .attribute("sm:age", age)
        .attribute("sm:source", mask.source().name().toLowerCase(Locale.ROOT))
        .attribute("sm:model", mask.model())
        .attribute("sm:audio-coverage", mask.audioCoverage());
  }

  /** From mask pixels to ONVIF's -1 to 1, y downwards as GStreamer's elements have it. */
  private static void transformation(XmlWriter xml, MaskFrame mask) {
    MaskGeometry place = mask.geometry();
    xml.start("tt:Transformation")
        .start("tt:Translate")
        .attribute("x", 2 * place.x() - 1)
        .attribute("y", 2 * place.y() - 1)
        .end()
        .start("tt:Scale")
        .attribute("x", 2 * place.width() / mask.width())
        .attribute("y", 2 * place.height() / mask.height())
        .end()
        .end();
  }

  /** An object, whose identifier is its track, or a number that is no track of the frame's. */
  private static void object(XmlWriter xml, long identifier, Part<Outline> part) {
    Optional<Region> region = part.region();
    xml.start("tt:Object")
        .attribute("ObjectId", identifier)
        .attribute("sm:label", part.label())
        .attribute("sm:region", region.isPresent());
    region.ifPresent(
        of -> xml.attribute("sm:area", of.area()).attribute("sm:tracked", of.track() != 0));
    xml.start("tt:Appearance").start("tt:Shape");
    boundingBox(xml, part);
    xml.start("tt:CenterOfGravity")
        .attribute("x", part.shape().centreX())
        .attribute("y", part.shape().centreY())
        .end();
    for (int[] polygon : part.shape().polygons()) {
      polygon(xml, polygon);
    }
    xml.end()
        .start("tt:Class")
        .start("tt:Type")
        .attribute("Likelihood", region.map(Region::score).orElse(1f))
        .text(region.map(Region::name).orElse("class " + part.label()))
        .end()
        .end()
        .end()
        .end();
  }

  private static void boundingBox(XmlWriter xml, Part<Outline> part) {
    Box shape = part.shape().box();
    Optional<Region> region = part.region();
    xml.start("tt:BoundingBox")
        .attribute("left", region.map(Region::x).orElse(shape.left()))
        .attribute("top", region.map(Region::y).orElse(shape.top()))
        .attribute(
            "right", region.map(of -> (long) of.x() + of.width()).orElse((long) shape.right()))
        .attribute(
            "bottom", region.map(of -> (long) of.y() + of.height()).orElse((long) shape.bottom()))
        .end();
  }

  private static void polygon(XmlWriter xml, int[] points) {
    xml.start("tt:Polygon");
    for (int i = 0; i < points.length; i += 2) {
      xml.start("tt:Point").attribute("x", points[i]).attribute("y", points[i + 1]).end();
    }
    xml.end();
  }
}
