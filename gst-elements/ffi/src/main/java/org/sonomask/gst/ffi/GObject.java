// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgobject-2.0: types, classes, properties and values. */
public final class GObject {
  /** Fundamental types: their numbers, shifted by two bits. */
  public static final long TYPE_BOOLEAN = 5L << 2;

  public static final long TYPE_INT = 6L << 2;
  public static final long TYPE_UINT = 7L << 2;
  public static final long TYPE_UINT64 = 11L << 2;
  public static final long TYPE_DOUBLE = 15L << 2;
  public static final long TYPE_STRING = 16L << 2;

  private GObject() {}

  static {
    NativeLibraries.bind(GObject.class, "gobject-2.0");
  }

  public static native void g_type_query(long type, long query);

  public static native long g_type_from_name(String name);

  public static native long g_type_register_static_simple(
      long parent,
      String name,
      int classSize,
      long classInit,
      int instanceSize,
      long instanceInit,
      int flags);

  public static native long g_type_class_ref(long type);

  public static native long g_type_get_qdata(long type, int quark);

  public static native long g_type_class_peek_parent(long klass);

  public static native long g_enum_register_static(String name, long values);

  public static native void g_object_class_install_property(long klass, int id, long spec);

  public static native long g_param_spec_boolean(
      String name, String nick, String blurb, int initial, int flags);

  public static native long g_param_spec_uint(
      String name, String nick, String blurb, int min, int max, int initial, int flags);

  public static native long g_param_spec_uint64(
      String name, String nick, String blurb, long min, long max, long initial, int flags);

  public static native long g_param_spec_double(
      String name, String nick, String blurb, double min, double max, double initial, int flags);

  public static native long g_param_spec_string(
      String name, String nick, String blurb, String initial, int flags);

  public static native long g_param_spec_enum(
      String name, String nick, String blurb, long enumType, int initial, int flags);

  public static native long g_param_spec_boxed(
      String name, String nick, String blurb, long boxedType, int flags);

  public static native long g_value_init(long value, long type);

  public static native void g_value_unset(long value);

  public static native int g_value_get_boolean(long value);

  public static native void g_value_set_boolean(long value, int content);

  public static native int g_value_get_int(long value);

  public static native void g_value_set_int(long value, int content);

  public static native int g_value_get_uint(long value);

  public static native void g_value_set_uint(long value, int content);

  public static native long g_value_get_uint64(long value);

  public static native void g_value_set_uint64(long value, long content);

  public static native double g_value_get_double(long value);

  public static native void g_value_set_double(long value, double content);

  public static native long g_value_get_string(long value);

  public static native void g_value_set_string(long value, String content);

  public static native void g_value_set_static_string(long value, long content);

  public static native int g_value_get_enum(long value);

  public static native void g_value_set_enum(long value, int content);

  public static native long g_value_get_boxed(long value);

  public static native void g_value_set_boxed(long value, long content);

  public static native void g_value_take_boxed(long value, long content);

  public static native void g_value_set_object(long value, long object);

  public static native void g_object_get_property(long object, String name, long value);

  public static native void g_object_set_property(long object, String name, long value);

  public static native int g_type_check_instance_is_a(long instance, long type);
}
