// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/**
 * Starts GStreamer and parses pipelines. {@code Gst.parseLaunch} of gst1-java-core 1.4.0 reads a
 * GError after freeing it, which ends the process when a description has an error; this does not.
 */
public final class Launch {
  private Launch() {}

  /**
   * Initialises GStreamer unless somebody has; may be called again and again.
   *
   * @throws GstException if GStreamer cannot start; the message is GStreamer's
   */
  public static void initialise() {
    long error = NativeMemory.allocate(Long.BYTES);
    try {
      if (Gst.gst_init_check(0, 0, error) == 0) {
        throw new GstException("GStreamer cannot start: " + take(error));
      }
    } finally {
      NativeMemory.free(error);
    }
  }

  /**
   * Parses a pipeline in gst-launch-1.0's syntax. Descriptions from outside may name any element,
   * {@code filesink} too: parse none that you did not write.
   *
   * @return a GstElement*, floating: whoever takes it owns it
   * @throws GstException if the description has any error, a missing element for instance
   */
  public static long parse(String description) {
    initialise();
    long error = NativeMemory.allocate(Long.BYTES);
    try {
      long element =
          Gst.gst_parse_launch_full(description, 0, Flags.GST_PARSE_FLAG_FATAL_ERRORS, error);
      if (NativeMemory.getLong(error) != 0) {
        String message = take(error);
        if (element != 0) {
          Gst.gst_object_unref(element);
        }
        throw new GstException("cannot parse the pipeline \"" + description + "\": " + message);
      }
      return element;
    } finally {
      NativeMemory.free(error);
    }
  }

  /**
   * Says whether {@link #parse} would take a description, and drops what it describes.
   *
   * @throws GstException if the description has any error
   */
  public static void check(String description) {
    Gst.gst_object_unref(parse(description));
  }

  private static String take(long errorAddress) {
    long error = NativeMemory.getLong(errorAddress);
    if (error == 0) {
      return "no reason given";
    }
    String message = NativeMemory.string(NativeMemory.getLong(error + Layout.GError.MESSAGE));
    GLib.g_error_free(error);
    return message;
  }
}
