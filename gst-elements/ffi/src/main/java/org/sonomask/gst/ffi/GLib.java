// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libglib-2.0. */
public final class GLib {
  private GLib() {}

  static {
    NativeLibraries.bind(GLib.class, "glib-2.0");
  }

  public static native long g_malloc0(long bytes);

  public static native void g_free(long memory);

  public static native long g_strdup(String text);

  public static native int g_quark_from_string(String text);

  public static native long g_quark_to_string(int quark);

  public static native void g_error_free(long error);
}
