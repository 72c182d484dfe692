// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.List;
import java.util.Locale;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Reads the mask of frame after frame. A mask that many frames show is copied once; then a frame
 * costs a few native calls and no Java allocation. Not thread-safe.
 */
public final class MaskReader implements AutoCloseable {
  private static final long NOTHING = -1;

  private final int sequenceField = MaskMeta.field("sequence");
  private final int ageField = MaskMeta.field("age");
  private final int levelField = MaskMeta.field("level");
  private final long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);

  private long sequence = NOTHING;
  private boolean changed;
  private int width;
  private int height;
  private byte[] labels = {};
  private byte[] confidence = {};
  private MaskGeometry geometry = MaskGeometry.WHOLE;
  private Aspect aspect = Aspect.UNKNOWN;
  private long runningTime;
  private long age;
  private String source = "";
  private String model = "";
  private List<String> classes = List.of();
  private String regions = "";
  private long duration;
  private double coverage;
  private double level = Double.NaN;

  /**
   * Reads a frame's mask.
   *
   * @param buffer GstBuffer*, borrowed
   * @return whether it has one; if not, the figures are those of the frame before
   * @throws IllegalArgumentException if somebody put metadata there that is no mask
   */
  public boolean read(long buffer) {
    long structure = MaskMeta.structure(buffer);
    if (structure == 0) {
      return false;
    }
    age = GObject.g_value_get_uint64(checked(structure, ageField));
    long loudness = Gst.gst_structure_id_get_value(structure, levelField);
    level =
        loudness != 0 && type(loudness) == GObject.TYPE_DOUBLE
            ? GObject.g_value_get_double(loudness)
            : Double.NaN;
    long found = GObject.g_value_get_uint64(checked(structure, sequenceField));
    changed = found != sequence;
    if (changed) {
      readAll(structure);
      sequence = found;
    }
    return true;
  }

  /** A field of type guint64, found without converting its name. */
  private static long checked(long structure, int field) {
    long value = Gst.gst_structure_id_get_value(structure, field);
    if (value == 0 || type(value) != GObject.TYPE_UINT64) {
      throw new IllegalArgumentException("SonoMask lacks its age or sequence, a guint64 each");
    }
    return value;
  }

  private static long type(long value) {
    return NativeMemory.getLong(value + Layout.GValue.G_TYPE);
  }

  private void readAll(long structure) {
    sequence = NOTHING;
    width = integer(structure, "width");
    height = integer(structure, "height");
    labels = pixels(structure, "mask", labels);
    confidence = pixels(structure, "confidence", confidence);
    geometry =
        new MaskGeometry(
            number(structure, "x"),
            number(structure, "y"),
            number(structure, "w"),
            number(structure, "h"));
    aspect =
        has(structure, "aspect-width")
            ? new Aspect(integer(structure, "aspect-width"), integer(structure, "aspect-height"))
            : Aspect.UNKNOWN;
    runningTime = GObject.g_value_get_uint64(value(structure, "running-time", GObject.TYPE_UINT64));
    source = text(structure, "source");
    model = text(structure, "model");
    classes = ClassNames.decode(text(structure, "classes"));
    coverage = number(structure, "coverage");
    regions = has(structure, "regions") ? text(structure, "regions") : "";
    duration =
        has(structure, "duration")
            ? GObject.g_value_get_uint64(value(structure, "duration", GObject.TYPE_UINT64))
            : 0;
  }

  /** Copies a buffer's pixels, into the array given if it fits. */
  private byte[] pixels(long structure, String field, byte[] old) {
    long buffer = GObject.g_value_get_boxed(value(structure, field, Gst.gst_buffer_get_type()));
    int size = Math.multiplyExact(width, height);
    if (width < 1
        || height < 1
        || buffer == 0
        || Gst.gst_buffer_get_size(buffer) < size
        || Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ) == 0) {
      throw new IllegalArgumentException(
          "the field " + field + " of SonoMask does not hold " + size + " pixels");
    }
    byte[] copy = old.length == size ? old : new byte[size];
    NativeMemory.read(NativeMemory.getLong(map + Layout.GstMapInfo.DATA), copy, 0, size);
    Gst.gst_buffer_unmap(buffer, map);
    return copy;
  }

  private static boolean has(long structure, String field) {
    return Gst.gst_structure_get_value(structure, field) != 0;
  }

  private static int integer(long structure, String field) {
    return GObject.g_value_get_int(value(structure, field, GObject.TYPE_INT));
  }

  private static double number(long structure, String field) {
    return GObject.g_value_get_double(value(structure, field, GObject.TYPE_DOUBLE));
  }

  private static String text(long structure, String field) {
    String text =
        NativeMemory.string(
            GObject.g_value_get_string(value(structure, field, GObject.TYPE_STRING)));
    return text == null ? "" : text;
  }

  private static long value(long structure, String field, long type) {
    long value = Gst.gst_structure_get_value(structure, field);
    if (value == 0 || type(value) != type) {
      throw new IllegalArgumentException(
          "SonoMask lacks the field " + field + ", or it has another type than MaskMeta says");
    }
    return value;
  }

  /** Whether the last mask read is another one than that before. */
  public boolean changed() {
    return changed;
  }

  /** Number of the mask in this process. */
  public long sequence() {
    return sequence;
  }

  /** Mask pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows of mask pixels. */
  public int height() {
    return height;
  }

  /** Class label of each pixel, row-major; valid until another mask is read, not to be changed. */
  public byte[] labels() {
    return labels;
  }

  /** Confidence of each label, unsigned; valid until another mask is read, not to be changed. */
  public byte[] confidence() {
    return confidence;
  }

  /** Where it lies on the picture that got it. */
  public MaskGeometry geometry() {
    return geometry;
  }

  /** The shape of the picture that got it. */
  public Aspect aspect() {
    return aspect;
  }

  /** Running time of the frame that the model saw, ns. */
  public long runningTime() {
    return runningTime;
  }

  /** From that frame to the one read last, ns. */
  public long age() {
    return age;
  }

  /** Where the mask came from on the first frame that it was read from. */
  public String source() {
    return source;
  }

  /** Name of the model. */
  public String model() {
    return model;
  }

  /** Class names by label. */
  public List<String> classes() {
    return classes;
  }

  /** Loudness of the sound during the frame, RMS in dB below full scale; NaN if unknown. */
  public double level() {
    return level;
  }

  /** How much of the window's sound was there, 0 to 1. */
  public double coverage() {
    return coverage;
  }

  /**
   * The mask that was read last, as its codecs take it. Its pixels are valid until another mask is
   * read.
   *
   * @param stream name of the stream it belongs to
   * @throws IllegalArgumentException if its figures make no mask
   */
  public MaskFrame frame(String stream) {
    return new MaskFrame(
        stream,
        runningTime,
        duration,
        width,
        height,
        labels,
        confidence,
        RegionList.decode(regions, classes),
        geometry,
        (float) coverage,
        MaskSource.valueOf(source.toUpperCase(Locale.ROOT)),
        model);
  }

  @Override
  public void close() {
    NativeMemory.free(map);
  }
}
