// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.HashMap;
import java.util.Map;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.LabelMask;

/** Writes the custom meta {@code SonoMask} field by field, right or wrong. */
public final class MaskWriter {

  private MaskWriter() {}

  public static void register() {
    if (Gst.gst_meta_get_info("SonoMask") == 0) {
      long noTags = NativeMemory.allocate(Long.BYTES);
      Gst.gst_meta_register_custom("SonoMask", noTags, 0, 0, 0);
      NativeMemory.free(noTags);
    }
  }

  /** The fields of a mask. */
  public static Map<String, Object> fields(LabelMask mask, long sequence) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("mask", mask.labels());
    fields.put("confidence", mask.confidence());
    fields.put("width", mask.width());
    fields.put("height", mask.height());
    fields.put("x", mask.geometry().x());
    fields.put("y", mask.geometry().y());
    fields.put("w", mask.geometry().width());
    fields.put("h", mask.geometry().height());
    fields.put("running-time", 0L);
    fields.put("age", 0L);
    fields.put("source", "inferred");
    fields.put("model", "test");
    fields.put("classes", "[\"" + String.join("\",\"", mask.classes()) + "\"]");
    fields.put("coverage", 1.0);
    fields.put("sequence", sequence);
    return fields;
  }

  /** Adds the meta; Integer becomes int, Long guint64, byte[] a GstBuffer. */
  public static void attach(long buffer, Map<String, Object> fields) {
    long meta = Gst.gst_buffer_add_custom_meta(buffer, "SonoMask");
    long structure = Gst.gst_custom_meta_get_structure(meta);
    long value = NativeMemory.allocate(Layout.GValue.SIZE);
    fields.forEach(
        (name, content) -> {
          fill(value, content);
          Gst.gst_structure_set_value(structure, name, value);
          GObject.g_value_unset(value);
        });
    NativeMemory.free(value);
  }

  private static void fill(long value, Object content) {
    if (content instanceof Integer number) {
      GObject.g_value_init(value, GObject.TYPE_INT);
      GObject.g_value_set_int(value, number);
    } else if (content instanceof Long number) {
      GObject.g_value_init(value, GObject.TYPE_UINT64);
      GObject.g_value_set_uint64(value, number);
    } else if (content instanceof Double number) {
      GObject.g_value_init(value, GObject.TYPE_DOUBLE);
      GObject.g_value_set_double(value, number);
    } else if (content instanceof byte[] bytes) {
      long buffer = Gst.gst_buffer_new_allocate(0, bytes.length, 0);
      Gst.gst_buffer_fill(buffer, 0, bytes, bytes.length);
      GObject.g_value_init(value, Gst.gst_buffer_get_type());
      GObject.g_value_take_boxed(value, buffer);
    } else {
      GObject.g_value_init(value, GObject.TYPE_STRING);
      GObject.g_value_set_string(value, (String) content);
    }
  }
}
