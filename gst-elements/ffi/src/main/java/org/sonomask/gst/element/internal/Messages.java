// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;

/** ERROR and WARNING messages on the bus. */
final class Messages {
  private Messages() {}

  /** GST_ELEMENT_ERROR: the stream cannot go on. */
  static void error(long element, String message, String detail) {
    post(
        element,
        Flags.GST_MESSAGE_ERROR,
        Gst.gst_stream_error_quark(),
        Flags.GST_STREAM_ERROR_FAILED,
        message,
        detail);
  }

  /** GST_ELEMENT_WARNING: the stream goes on, without us. */
  static void warning(long element, String message, String detail) {
    post(
        element,
        Flags.GST_MESSAGE_WARNING,
        Gst.gst_library_error_quark(),
        Flags.GST_LIBRARY_ERROR_FAILED,
        message,
        detail);
  }

  static String trace(Throwable reason) {
    StringWriter text = new StringWriter();
    reason.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void post(
      long element, int type, int domain, int code, String message, String detail) {
    Gst.gst_element_message_full(
        element,
        type,
        domain,
        code,
        GLib.g_strdup(message),
        GLib.g_strdup(detail),
        "sonomask",
        "element",
        0);
  }
}
