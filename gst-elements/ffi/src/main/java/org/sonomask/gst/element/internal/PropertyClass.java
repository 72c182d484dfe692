// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.List;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Installs properties in a class: property number i has the id i + 1. */
final class PropertyClass {
  private PropertyClass() {}

  static void install(long klass, String typeName, List<PropertySpec> specs) {
    for (int i = 0; i < specs.size(); i++) {
      GObject.g_object_class_install_property(klass, i + 1, paramSpec(typeName, specs.get(i)));
    }
  }

  private static long paramSpec(String typeName, PropertySpec spec) {
    String name = spec.name();
    String nick = spec.nick();
    String blurb = spec.blurb();
    int flags = flags(spec);
    return switch (spec.kind()) {
      case BOOLEAN ->
          GObject.g_param_spec_boolean(name, nick, blurb, (Boolean) spec.initial() ? 1 : 0, flags);
      case UINT ->
          GObject.g_param_spec_uint(
              name,
              nick,
              blurb,
              (int) number(spec.min()),
              (int) number(spec.max()),
              (int) number(spec.initial()),
              flags);
      case UINT64 ->
          GObject.g_param_spec_uint64(
              name,
              nick,
              blurb,
              number(spec.min()),
              number(spec.max()),
              number(spec.initial()),
              flags);
      case DOUBLE ->
          GObject.g_param_spec_double(
              name,
              nick,
              blurb,
              (Double) spec.min(),
              (Double) spec.max(),
              (Double) spec.initial(),
              flags);
      case STRING, FILE ->
          GObject.g_param_spec_string(name, nick, blurb, (String) spec.initial(), flags);
      case ENUM ->
          GObject.g_param_spec_enum(name, nick, blurb, enumeration(typeName, spec), 0, flags);
      case STRUCTURE ->
          GObject.g_param_spec_boxed(name, nick, blurb, Gst.gst_structure_get_type(), flags);
    };
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static int flags(PropertySpec spec) {
    return switch (spec.access()) {
      case READ_ONLY -> Flags.G_PARAM_READABLE;
      case MUTABLE_READY ->
          Flags.G_PARAM_READABLE | Flags.G_PARAM_WRITABLE | Flags.GST_PARAM_MUTABLE_READY;
      case MUTABLE_PLAYING ->
          Flags.G_PARAM_READABLE | Flags.G_PARAM_WRITABLE | Flags.GST_PARAM_MUTABLE_PLAYING;
    };
  }

  /** Registers an enumeration; GLib keeps the table and its strings for ever. */
  private static long enumeration(String typeName, PropertySpec spec) {
    int size = Layout.GEnumValue.SIZE;
    long table = NativeMemory.allocate((long) size * (spec.choices().size() + 1));
    for (int i = 0; i < spec.choices().size(); i++) {
      Choice choice = spec.choices().get(i);
      long entry = table + (long) i * size;
      NativeMemory.putInt(entry + Layout.GEnumValue.VALUE, i);
      NativeMemory.putLong(
          entry + Layout.GEnumValue.VALUE_NAME, GLib.g_strdup(choice.description()));
      NativeMemory.putLong(entry + Layout.GEnumValue.VALUE_NICK, GLib.g_strdup(choice.nick()));
    }
    return GObject.g_enum_register_static(spec.enumeration(typeName), table);
  }

  /** The GType of a property's values. */
  static long type(String typeName, PropertySpec spec) {
    return switch (spec.kind()) {
      case BOOLEAN -> GObject.TYPE_BOOLEAN;
      case UINT -> GObject.TYPE_UINT;
      case UINT64 -> GObject.TYPE_UINT64;
      case DOUBLE -> GObject.TYPE_DOUBLE;
      case STRING, FILE -> GObject.TYPE_STRING;
      case ENUM -> GObject.g_type_from_name(spec.enumeration(typeName));
      case STRUCTURE -> Gst.gst_structure_get_type();
    };
  }
}
