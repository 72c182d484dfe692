// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Lets the mask of each frame of a stream lie where it must on a part of the picture. The pixels
 * stay shared. Owns native memory until {@link #close}. For one streaming thread.
 */
public final class MaskCrop implements AutoCloseable {
  private static final int[] SAME = {
    MaskMeta.field("mask"),
    MaskMeta.field("confidence"),
    MaskMeta.field("width"),
    MaskMeta.field("height"),
    MaskMeta.field("running-time"),
    MaskMeta.field("age"),
    MaskMeta.field("source"),
    MaskMeta.field("model"),
    MaskMeta.field("classes"),
    MaskMeta.field("regions"),
    MaskMeta.field("duration"),
    MaskMeta.field("coverage")
  };

  private final int x = MaskMeta.field("x");
  private final int y = MaskMeta.field("y");
  private final int w = MaskMeta.field("w");
  private final int h = MaskMeta.field("h");
  private final int aspectWidth = MaskMeta.field("aspect-width");
  private final int aspectHeight = MaskMeta.field("aspect-height");
  private final int sequence = MaskMeta.field("sequence");
  private final long number = NativeMemory.allocate(Layout.GValue.SIZE);
  private final long side = NativeMemory.allocate(Layout.GValue.SIZE);
  private final long count = NativeMemory.allocate(Layout.GValue.SIZE);
  private long seen = -1;
  private MaskGeometry seenPart = MaskGeometry.WHOLE;
  private long given;

  public MaskCrop() {
    GObject.g_value_init(number, GObject.TYPE_DOUBLE);
    GObject.g_value_init(count, GObject.TYPE_UINT64);
    GObject.g_value_init(side, GObject.TYPE_INT);
  }

  /**
   * Gives one frame the mask of another one, or its own, as it lies on a part of the picture;
   * nothing happens if there is none.
   *
   * @param from GstBuffer*, borrowed
   * @param to GstBuffer*, borrowed, writable; has no mask, or is the same
   * @param part relative to the picture
   * @param aspect shape of the part as it is shown
   */
  public void move(long from, long to, MaskGeometry part, Aspect aspect) {
    long old = MaskMeta.structure(from);
    if (old == 0) {
      return;
    }
    number(old, part);
    double newX = (read(old, x) - part.x()) / part.width();
    double newY = (read(old, y) - part.y()) / part.height();
    double newW = read(old, w) / part.width();
    double newH = read(old, h) / part.height();
    long fresh = to == from ? old : copy(old, to);
    write(fresh, x, newX);
    write(fresh, y, newY);
    write(fresh, w, newW);
    write(fresh, h, newH);
    write(fresh, aspectWidth, aspect.width());
    write(fresh, aspectHeight, aspect.height());
    GObject.g_value_set_uint64(count, given);
    Gst.gst_structure_id_set_value(fresh, sequence, count);
  }

  /** Another number for another mask or another part of the picture. */
  private void number(long structure, MaskGeometry part) {
    long value = Gst.gst_structure_id_get_value(structure, sequence);
    long found = value == 0 ? 0 : GObject.g_value_get_uint64(value);
    if (found != seen || !part.equals(seenPart)) {
      given = MaskStamp.nextSequence();
      seen = found;
      seenPart = part;
    }
  }

  private static long copy(long old, long to) {
    long meta = Gst.gst_buffer_add_custom_meta(to, MaskMeta.NATIVE_NAME);
    long fresh = Gst.gst_custom_meta_get_structure(meta);
    for (int field : SAME) {
      long value = Gst.gst_structure_id_get_value(old, field);
      if (value != 0) {
        Gst.gst_structure_id_set_value(fresh, field, value);
      }
    }
    return fresh;
  }

  private static double read(long structure, int field) {
    long value = Gst.gst_structure_id_get_value(structure, field);
    if (value == 0) {
      throw new IllegalArgumentException("SonoMask lacks its place x, y, w and h, a gdouble each");
    }
    return GObject.g_value_get_double(value);
  }

  private void write(long structure, int field, int content) {
    GObject.g_value_set_int(side, content);
    Gst.gst_structure_id_set_value(structure, field, side);
  }

  private void write(long structure, int field, double content) {
    GObject.g_value_set_double(number, content);
    Gst.gst_structure_id_set_value(structure, field, number);
  }

  @Override
  public void close() {
    GObject.g_value_unset(number);
    GObject.g_value_unset(count);
    GObject.g_value_unset(side);
    NativeMemory.free(side);
    NativeMemory.free(number);
    NativeMemory.free(count);
  }
}
