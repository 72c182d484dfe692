// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.contour.PolygonFill;
import org.sonomask.metadata.internal.record.Aged;
import org.sonomask.metadata.internal.record.MaskAssembly;
import org.sonomask.metadata.internal.record.RowRuns;
import org.sonomask.metadata.internal.record.UtcClock;

/** Gathers what the elements of a frame say, in the order they come. */
final class FrameBuilder {
  private static final long SECOND = 1_000_000_000;

  private final String stream;
  private final long runningTime;
  private final long duration;
  private final long age;
  private final MaskGeometry geometry;
  private final MaskSource source;
  private final String model;
  private final float audioCoverage;
  private final MaskAssembly assembly;
  private final PolygonFill fill;

  private SoundingObject object = new SoundingObject();
  private double[] points = new double[64];
  private int size;

  /** The object under way. */
  private static final class SoundingObject {
    private int label;
    private boolean region;
    private int area;
    private long track;
    private float score;
    private String name = "";
    private final int[] box = new int[4];
  }

  FrameBuilder(Attributes frame, long epoch, int maxPixels) throws MaskFormatException {
    this.stream = frame.sonomask("stream");
    this.runningTime = new UtcClock(epoch).runningTime(utc(frame.onvif("UtcTime")));
    this.duration = Long.parseLong(frame.sonomask("duration"));
    this.age = Long.parseLong(frame.sonomask("age", "0"));
    this.geometry =
        new MaskGeometry(
            Double.parseDouble(frame.sonomask("x")),
            Double.parseDouble(frame.sonomask("y")),
            Double.parseDouble(frame.sonomask("w")),
            Double.parseDouble(frame.sonomask("h")));
    this.source = MaskSource.valueOf(frame.sonomask("source").toUpperCase(Locale.ROOT));
    this.model = frame.sonomask("model");
    this.audioCoverage = Float.parseFloat(frame.sonomask("audio-coverage"));
    this.assembly =
        new MaskAssembly(
            Integer.parseInt(frame.sonomask("width")),
            Integer.parseInt(frame.sonomask("height")),
            maxPixels);
    this.fill = new PolygonFill(assembly.width(), assembly.height());
  }

  private static long utc(String time) throws MaskFormatException {
    try {
      Instant instant = Instant.parse(time);
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new MaskFormatException("ONVIF: UtcTime %.40s is no time".formatted(time), e);
    }
  }

  void start(XMLStreamReader xml) throws XMLStreamException, MaskFormatException {
    Attributes attributes = new Attributes(xml);
    switch (xml.getLocalName()) {
      case "Object" -> startObject(attributes);
      case "BoundingBox" -> readBox(attributes);
      case "Polygon" -> size = 0;
      case "Point" -> addPoint(attributes.coordinate("x"), attributes.coordinate("y"));
      case "Type" -> {
        object.score = Float.parseFloat(attributes.onvif("Likelihood"));
        object.name = xml.getElementText();
      }
      default -> {}
    }
  }

  private void startObject(Attributes attributes) throws MaskFormatException {
    object = new SoundingObject();
    object.label = Integer.parseInt(attributes.sonomask("label"));
    object.region = Boolean.parseBoolean(attributes.sonomask("region"));
    object.area = object.region ? Integer.parseInt(attributes.sonomask("area")) : 0;
    object.track =
        Boolean.parseBoolean(attributes.sonomask("tracked", "false"))
            ? Long.parseLong(attributes.onvif("ObjectId"))
            : 0;
  }

  private void readBox(Attributes attributes) throws MaskFormatException {
    object.box[0] = Integer.parseInt(attributes.onvif("left"));
    object.box[1] = Integer.parseInt(attributes.onvif("top"));
    object.box[2] = (int) (Long.parseLong(attributes.onvif("right")) - object.box[0]);
    object.box[3] = (int) (Long.parseLong(attributes.onvif("bottom")) - object.box[1]);
  }

  private void addPoint(double x, double y) {
    if (size == points.length) {
      points = Arrays.copyOf(points, 2 * size);
    }
    points[size++] = x;
    points[size++] = y;
  }

  void end(String name) throws MaskFormatException {
    if (name.equals("Polygon")) {
      fill.add(points, size);
    } else if (name.equals("Object")) {
      endObject();
    }
  }

  private void endObject() throws MaskFormatException {
    RowRuns runs = fill.finish();
    if (object.region) {
      int[] box = object.box;
      Region region =
          new Region(
              object.label,
              object.name,
              object.score,
              box[0],
              box[1],
              box[2],
              box[3],
              object.area,
              object.track);
      assembly.add(region, runs.area(), runs::paint);
    } else {
      assembly.paint(object.label, runs.area(), runs::paint);
    }
  }

  Aged build() {
    return new Aged(mask(), age);
  }

  private MaskFrame mask() {
    return new MaskFrame(
        stream,
        runningTime,
        duration,
        assembly.width(),
        assembly.height(),
        assembly.labels(),
        assembly.confidence(),
        assembly.regions(),
        geometry,
        audioCoverage,
        source,
        model);
  }
}
