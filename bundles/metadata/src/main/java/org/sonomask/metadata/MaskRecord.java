// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.metadata.rle.CocoRle;

/**
 * One line of JSON lines: one mask. All times are ns, all boxes are x, y, width, height.
 *
 * @param schema always {@link #SCHEMA}
 * @param version of the schema, {@link #VERSION}
 * @param stream the mask belongs to
 * @param time running time of the frame the model saw
 * @param duration of that frame
 * @param age from that running time to the moment the mask could be shown
 * @param size height and width of the mask, as COCO orders them
 * @param picture width and height of the picture it lies on, in pixels
 * @param geometry where the mask lies on the picture, relative to it
 * @param source inferred, held or propagated
 * @param model that made it
 * @param coverage how much of the window's sound was there, 0 to 1
 * @param regions the sounding objects, largest first
 * @param classes the mask of each class that sounds
 */
@JsonPropertyOrder({
  "schema",
  "version",
  "stream",
  "time",
  "duration",
  "age",
  "size",
  "picture",
  "geometry",
  "source",
  "model",
  "coverage",
  "regions",
  "classes"
})
public record MaskRecord(
    String schema,
    int version,
    String stream,
    long time,
    long duration,
    long age,
    List<Integer> size,
    List<Integer> picture,
    List<Double> geometry,
    String source,
    String model,
    double coverage,
    List<RegionRecord> regions,
    List<ClassRecord> classes) {

  /** Name of the schema. */
  public static final String SCHEMA = "sonomask.mask";

  /** Version of the schema; changes when a reader of the older one would misread a line. */
  public static final int VERSION = 1;

  private static final int LABELS = 256;

  /**
   * A sounding object.
   *
   * @param label its class in the model
   * @param name its class's name
   * @param score mean confidence, 0 to 1
   * @param box relative to the picture, 0 to 1
   * @param pixels the same box in pixels of the picture
   * @param area it covers, relative to the mask, 0 to 1
   */
  @JsonPropertyOrder({"label", "name", "score", "box", "pixels", "area"})
  public record RegionRecord(
      int label, String name, double score, List<Double> box, List<Long> pixels, double area) {}

  /**
   * The mask of one class.
   *
   * @param label the class in the model
   * @param rle its run lengths
   */
  @JsonPropertyOrder({"label", "rle"})
  public record ClassRecord(int label, RleRecord rle) {}

  /**
   * Run lengths as the COCO tools read them.
   *
   * @param size height and width
   * @param counts text form of {@link CocoRle}
   */
  @JsonPropertyOrder({"size", "counts"})
  public record RleRecord(List<Integer> size, String counts) {}

  /** The record of a mask. */
  public static MaskRecord of(MaskFrame mask, long age, int pictureWidth, int pictureHeight) {
    MaskGeometry place = mask.geometry();
    return new MaskRecord(
        SCHEMA,
        VERSION,
        mask.stream(),
        mask.runningTime(),
        mask.duration(),
        age,
        List.of(mask.height(), mask.width()),
        List.of(pictureWidth, pictureHeight),
        List.of(place.x(), place.y(), place.width(), place.height()),
        mask.source().name().toLowerCase(Locale.ROOT),
        mask.model(),
        mask.audioCoverage(),
        regions(mask, pictureWidth, pictureHeight),
        classes(mask));
  }

  /** Class of each pixel, row-major, 0 where nothing sounds. */
  public byte[] labels() {
    int height = size.get(0);
    int width = size.get(1);
    byte[] labels = new byte[Math.multiplyExact(height, width)];
    for (ClassRecord one : classes) {
      CocoRle.parse(one.rle().counts(), width, height).paint(labels, one.label());
    }
    return labels;
  }

  private static List<RegionRecord> regions(MaskFrame mask, int pictureWidth, int pictureHeight) {
    MaskGeometry place = mask.geometry();
    double stepX = place.width() / mask.width();
    double stepY = place.height() / mask.height();
    double pixels = mask.width() * mask.height();
    return mask.regions().stream()
        .map(
            region -> {
              double x = place.x() + region.x() * stepX;
              double y = place.y() + region.y() * stepY;
              double width = region.width() * stepX;
              double height = region.height() * stepY;
              return new RegionRecord(
                  region.label(),
                  region.name(),
                  region.score(),
                  List.of(x, y, width, height),
                  List.of(
                      Math.round(x * pictureWidth),
                      Math.round(y * pictureHeight),
                      Math.round(width * pictureWidth),
                      Math.round(height * pictureHeight)),
                  region.area() / pixels);
            })
        .toList();
  }

  private static List<ClassRecord> classes(MaskFrame mask) {
    boolean[] present = new boolean[LABELS];
    for (byte label : mask.labels()) {
      present[label & 0xff] = true;
    }
    List<Integer> size = List.of(mask.height(), mask.width());
    return IntStream.range(1, LABELS)
        .filter(label -> present[label])
        .mapToObj(label -> new ClassRecord(label, new RleRecord(size, counts(mask, label))))
        .toList();
  }

  private static String counts(MaskFrame mask, int label) {
    return CocoRle.of(mask.labels(), mask.width(), mask.height(), label).compressed();
  }
}
