// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Puts one mask on any number of frames. Everything that stays the same is built once, on a buffer
 * without memory whose metadata GStreamer copies natively to each frame; a frame costs a few native
 * calls and no Java allocation. GStreamer's own metadata are added as well: {@link UpstreamMask}.
 *
 * <p>Owns native memory until {@link #close}. Not thread-safe.
 */
public final class MaskStamp implements AutoCloseable {
  private static final AtomicLong SEQUENCE = new AtomicLong();
  private static final long HELD = GLib.g_strdup("held");
  private static final long PROPAGATED = GLib.g_strdup("propagated");

  private final List<String> names;
  private final long template;
  private final long number;
  private final long text;
  private final long pixels;
  private final long decimal;
  private final int age = MaskMeta.field("age");
  private final int source = MaskMeta.field("source");
  private final int labelField = MaskMeta.field("mask");
  private final int confidenceField = MaskMeta.field("confidence");
  private final int sequence = MaskMeta.field("sequence");
  private final int levelField = MaskMeta.field("level");
  private int pixelWidth = 1;
  private int pixelHeight = 1;
  private int shownWidth;
  private int shownHeight;
  private MaskFrame mask;
  private final UpstreamMask upstream;

  /**
   * Prepares a mask.
   *
   * @param classes names by label; the regions' names stand in where it is empty
   */
  public MaskStamp(MaskFrame mask, List<String> classes) {
    MaskMeta.register();
    this.mask = mask;
    this.template = Gst.gst_buffer_new();
    this.number = value(GObject.TYPE_UINT64);
    this.text = value(GObject.TYPE_STRING);
    this.pixels = value(Gst.gst_buffer_get_type());
    this.decimal = value(GObject.TYPE_DOUBLE);
    this.names = classes.isEmpty() ? MaskStamp.names(mask) : classes;
    long labels = GrayBuffer.of(mask.labels(), mask.width(), mask.height());
    fill(labels, names);
    upstream = UpstreamMask.of(mask, labels, names);
  }

  /** A number that no mask has had. */
  static long nextSequence() {
    return SEQUENCE.incrementAndGet();
  }

  /** The mask that this stamps. */
  public MaskFrame mask() {
    return mask;
  }

  /**
   * Stamps the same mask as it was fitted to another frame from now on.
   *
   * @param fitted of the same size, geometry, regions and model, propagated
   */
  public void replace(MaskFrame fitted) {
    long structure = MaskMeta.structure(template);
    long labels = GrayBuffer.of(fitted.labels(), fitted.width(), fitted.height());
    setPixels(structure, labelField, labels);
    long confidence = GrayBuffer.of(fitted.confidence(), fitted.width(), fitted.height());
    setPixels(structure, confidenceField, confidence);
    Gst.gst_mini_object_unref(confidence);
    GObject.g_value_set_uint64(number, nextSequence());
    Gst.gst_structure_id_set_value(structure, sequence, number);
    GObject.g_value_set_static_string(text, PROPAGATED);
    Gst.gst_structure_id_set_value(structure, source, text);
    if (fitted.regions() != mask.regions()) {
      setText(structure, "regions", RegionList.encode(fitted.regions()));
    }
    mask = fitted;
    upstream.replace(fitted, labels);
  }

  private void setPixels(long structure, int field, long buffer) {
    GObject.g_value_set_boxed(pixels, buffer);
    Gst.gst_structure_id_set_value(structure, field, pixels);
  }

  /** Takes the pixel aspect ratio of the frames to come; without it pixels are square. */
  public void pixelAspectRatio(int numerator, int denominator) {
    if (numerator != pixelWidth || denominator != pixelHeight) {
      pixelWidth = numerator;
      pixelHeight = denominator;
      shownWidth = 0;
    }
  }

  /** Notes the shape of the part that is shown; as another mask where frames have another one. */
  private void shape(int width, int height) {
    if (width == shownWidth && height == shownHeight) {
      return;
    }
    shownWidth = width;
    shownHeight = height;
    Aspect aspect = Aspect.of(width, height, pixelWidth, pixelHeight);
    long structure = MaskMeta.structure(template);
    setInt(structure, "aspect-width", aspect.width());
    setInt(structure, "aspect-height", aspect.height());
    setLong(structure, "sequence", nextSequence());
  }

  /**
   * Puts the mask on a frame all of which is shown, in place of one that it has.
   *
   * @param buffer GstBuffer*, writable, borrowed
   * @param runningTime of the frame
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   */
  public void stamp(long buffer, long runningTime, int width, int height) {
    stamp(buffer, runningTime, 0, 0, width, height);
  }

  /**
   * Puts the mask on a frame part of which is shown, in place of one that it has.
   *
   * @param buffer GstBuffer*, writable, borrowed
   * @param runningTime of the frame
   * @param x left edge of the part in pixels of the frame
   * @param y its top edge
   * @param width its width
   * @param height its height
   */
  public void stamp(long buffer, long runningTime, int x, int y, int width, int height) {
    shape(width, height);
    MaskMeta.remove(buffer);
    Gst.gst_buffer_copy_into(buffer, template, Flags.GST_BUFFER_COPY_META, 0, -1);
    long structure = MaskMeta.structure(buffer);
    long nanos = mask.ageAt(runningTime);
    GObject.g_value_set_uint64(number, nanos);
    Gst.gst_structure_id_set_value(structure, age, number);
    if (nanos >= Math.max(1, mask.duration()) && mask.source() == MaskSource.INFERRED) {
      GObject.g_value_set_static_string(text, HELD);
      Gst.gst_structure_id_set_value(structure, source, text);
    }
    upstream.add(buffer, x, y, width, height);
  }

  /**
   * Says how loud it was during a frame.
   *
   * @param buffer GstBuffer*, writable, borrowed, stamped
   * @param decibels RMS in dB below full scale
   */
  public void level(long buffer, double decibels) {
    GObject.g_value_set_double(decimal, decibels);
    Gst.gst_structure_id_set_value(MaskMeta.structure(buffer), levelField, decimal);
  }

  @Override
  public void close() {
    Gst.gst_mini_object_unref(template);
    free(decimal);
    free(number);
    free(text);
    free(pixels);
    upstream.close();
  }

  private void fill(long labels, List<String> names) {
    long meta = Gst.gst_buffer_add_custom_meta(template, MaskMeta.NAME);
    long structure = Gst.gst_custom_meta_get_structure(meta);
    setBuffer(structure, "mask", labels);
    long confidence = GrayBuffer.of(mask.confidence(), mask.width(), mask.height());
    setBuffer(structure, "confidence", confidence);
    Gst.gst_mini_object_unref(confidence);
    setInt(structure, "width", mask.width());
    setInt(structure, "height", mask.height());
    setDouble(structure, "x", mask.geometry().x());
    setDouble(structure, "y", mask.geometry().y());
    setDouble(structure, "w", mask.geometry().width());
    setDouble(structure, "h", mask.geometry().height());
    setLong(structure, "running-time", mask.runningTime());
    setLong(structure, "age", 0);
    setText(structure, "source", mask.source().name().toLowerCase(Locale.ROOT));
    setText(structure, "model", mask.model());
    setText(structure, "classes", ClassNames.encode(names));
    setText(structure, "regions", RegionList.encode(mask.regions()));
    setLong(structure, "duration", mask.duration());
    setDouble(structure, "coverage", mask.audioCoverage());
    setLong(structure, "sequence", nextSequence());
  }

  /** Names by label as far as the regions tell them. */
  private static List<String> names(MaskFrame mask) {
    int last = mask.regions().stream().mapToInt(region -> region.label()).max().orElse(0);
    String[] names = new String[last + 1];
    Arrays.fill(names, "");
    names[0] = "background";
    mask.regions().forEach(region -> names[region.label()] = region.name());
    return List.of(names);
  }

  private static void setBuffer(long structure, String field, long buffer) {
    long value = value(Gst.gst_buffer_get_type());
    GObject.g_value_set_boxed(value, buffer);
    set(structure, field, value);
  }

  private static void setInt(long structure, String field, int content) {
    long value = value(GObject.TYPE_INT);
    GObject.g_value_set_int(value, content);
    set(structure, field, value);
  }

  private static void setLong(long structure, String field, long content) {
    long value = value(GObject.TYPE_UINT64);
    GObject.g_value_set_uint64(value, content);
    set(structure, field, value);
  }

  private static void setDouble(long structure, String field, double content) {
    long value = value(GObject.TYPE_DOUBLE);
    GObject.g_value_set_double(value, content);
    set(structure, field, value);
  }

  private static void setText(long structure, String field, String content) {
    long value = value(GObject.TYPE_STRING);
    GObject.g_value_set_string(value, content);
    set(structure, field, value);
  }

  private static void set(long structure, String field, long value) {
    Gst.gst_structure_set_value(structure, field, value);
    free(value);
  }

  private static long value(long type) {
    return GObject.g_value_init(NativeMemory.allocate(Layout.GValue.SIZE), type);
  }

  private static void free(long value) {
    GObject.g_value_unset(value);
    NativeMemory.free(value);
  }
}
