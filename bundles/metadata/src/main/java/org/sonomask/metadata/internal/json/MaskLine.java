// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;

/**
 * A line of {@code sonomask-mask-1.schema.json}, member by member. The top keys and those of the
 * objects are DL Streamer's ({@code gvametaconvert}); {@code mask} is ours.
 *
 * @param schema always {@link #SCHEMA}
 * @param version always {@link #VERSION}
 * @param timestamp running time of the frame the model saw, ns
 * @param source name of the stream
 * @param resolution of the picture
 * @param objects the sounding objects, largest first
 * @param mask what the objects' shapes leave open
 */
@JsonPropertyOrder({"schema", "version", "timestamp", "source", "resolution", "objects", "mask"})
record MaskLine(
    String schema,
    int version,
    @JsonSerialize(using = Nanoseconds.class) long timestamp,
    String source,
    Resolution resolution,
    List<SoundingObject> objects,
    Mask mask) {

  /** Name of the schema. */
  static final String SCHEMA = "sonomask.mask";

  /** Version of the schema; changes when a reader of the older one would misread a line. */
  static final int VERSION = 1;

  /** Size of the picture in pixels. */
  @JsonPropertyOrder({"width", "height"})
  record Resolution(int width, int height) {}

  /** A sounding object; x, y, w and h are pixels of the picture, id is its track if it has one. */
  @JsonPropertyOrder({"x", "y", "w", "h", "id", "roi_type", "detection", "mask"})
  record SoundingObject(
      long x,
      long y,
      long w,
      long h,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long id,
      @JsonProperty("roi_type") String roiType,
      Detection detection,
      Shape mask) {}

  /** What the object is. */
  @JsonPropertyOrder({"bounding_box", "confidence", "label_id", "label"})
  record Detection(
      @JsonProperty("bounding_box") BoundingBox boundingBox,
      float confidence,
      @JsonProperty("label_id") int labelId,
      String label) {}

  /** The object's box relative to the picture, 0 to 1. */
  @JsonPropertyOrder({"x_min", "y_min", "x_max", "y_max"})
  record BoundingBox(
      @JsonProperty("x_min") double left,
      @JsonProperty("y_min") double top,
      @JsonProperty("x_max") double right,
      @JsonProperty("y_max") double bottom) {}

  /** The object's pixels; bbox is x, y, width and height in mask pixels. */
  @JsonPropertyOrder({"format", "bbox", "area", "rle"})
  record Shape(String format, int[] bbox, int area, Rle rle) {

    /** The only format. */
    static final String FORMAT = "coco-rle";
  }

  /** COCO's run lengths; size is height and width. */
  @JsonPropertyOrder({"size", "counts"})
  record Rle(int[] size, String counts) {}

  /** The rest of the mask; geometry is x, y, width and height relative to the picture. */
  @JsonPropertyOrder({
    "size",
    "geometry",
    "duration",
    "age",
    "source",
    "model",
    "audio_coverage",
    "rest",
    "confidence"
  })
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Mask(
      int[] size,
      double[] geometry,
      @JsonSerialize(using = Nanoseconds.class) long duration,
      @JsonSerialize(using = Nanoseconds.class) long age,
      String source,
      @JsonInclude String model,
      @JsonProperty("audio_coverage") float audioCoverage,
      List<Rest> rest,
      Confidence confidence) {}

  /** Pixels of a label that belong to no object. */
  @JsonPropertyOrder({"label_id", "rle"})
  record Rest(@JsonProperty("label_id") int labelId, Rle rle) {}

  /** Confidence of each pixel's label, row-major, a byte a pixel, compressed. */
  @JsonPropertyOrder({"encoding", "data"})
  record Confidence(String encoding, byte[] data) {

    /** The only encoding: RFC 1950. */
    static final String ENCODING = "zlib";
  }
}
