// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.Map;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Carries values between Java and GValues. */
final class GValues {
  private GValues() {}

  /** Reads a GValue of the property's kind. */
  static Object read(PropertySpec spec, long value) {
    return switch (spec.kind()) {
      case BOOLEAN -> GObject.g_value_get_boolean(value) != 0;
      case UINT -> Integer.toUnsignedLong(GObject.g_value_get_uint(value));
      case UINT64 -> GObject.g_value_get_uint64(value);
      case DOUBLE -> GObject.g_value_get_double(value);
      case STRING, FILE -> orEmpty(NativeMemory.string(GObject.g_value_get_string(value)));
      case ENUM -> spec.choices().get(GObject.g_value_get_enum(value)).nick();
      case STRUCTURE ->
          throw new IllegalArgumentException("the property " + spec.name() + " is read-only");
    };
  }

  /** Writes to an initialised GValue of the property's kind; null leaves it at its zero. */
  static void write(PropertySpec spec, Object content, long value) {
    if (content == null) {
      return;
    }
    switch (spec.kind()) {
      case BOOLEAN -> GObject.g_value_set_boolean(value, (Boolean) content ? 1 : 0);
      case UINT -> GObject.g_value_set_uint(value, ((Long) content).intValue());
      case UINT64 -> GObject.g_value_set_uint64(value, (Long) content);
      case DOUBLE -> GObject.g_value_set_double(value, (Double) content);
      case STRING, FILE -> GObject.g_value_set_string(value, (String) content);
      case ENUM -> GObject.g_value_set_enum(value, indexOf(spec, (String) content));
      case STRUCTURE ->
          GObject.g_value_take_boxed(
              value, structure(spec.name().replace('-', '_'), (Map<?, ?>) content));
    }
  }

  /** Makes a GstStructure; the caller owns it. */
  static long structure(String name, Map<?, ?> fields) {
    long structure = Gst.gst_structure_new_empty(name);
    long value = NativeMemory.allocate(Layout.GValue.SIZE);
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      fill(value, field.getValue());
      Gst.gst_structure_set_value(structure, (String) field.getKey(), value);
      GObject.g_value_unset(value);
    }
    NativeMemory.free(value);
    return structure;
  }

  private static void fill(long value, Object content) {
    if (content instanceof Boolean truth) {
      GObject.g_value_init(value, GObject.TYPE_BOOLEAN);
      GObject.g_value_set_boolean(value, truth ? 1 : 0);
    } else if (content instanceof Long number) {
      GObject.g_value_init(value, GObject.TYPE_UINT64);
      GObject.g_value_set_uint64(value, number);
    } else if (content instanceof Double number) {
      GObject.g_value_init(value, GObject.TYPE_DOUBLE);
      GObject.g_value_set_double(value, number);
    } else {
      GObject.g_value_init(value, GObject.TYPE_STRING);
      GObject.g_value_set_string(value, String.valueOf(content));
    }
  }

  private static int indexOf(PropertySpec spec, String nick) {
    for (int i = 0; i < spec.choices().size(); i++) {
      if (spec.choices().get(i).nick().equals(nick)) {
        return i;
      }
    }
    throw new IllegalArgumentException(spec.name() + " has no choice " + nick);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
