// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Version;
import org.sonomask.doctor.Elements;
import org.sonomask.launcher.SubcommandException;

/**
 * Makes the elements that a pipeline needs, and says which Debian package has the one that is not
 * there. Descriptions for gst_parse_launch are not used: gst1-java-core 1.4.0 reads a GError after
 * freeing it when a description has an error.
 */
final class ElementKit {

  /** Oldest GStreamer that has all we use. */
  private static final Version OLDEST = Version.of(1, 20);

  private ElementKit() {}

  /**
   * Starts GStreamer; may be called again and again.
   *
   * @throws SubcommandException if it is not there or too old
   */
  static void initialise() throws SubcommandException {
    try {
      Gst.init(OLDEST, "sonomask");
    } catch (GstException | LinkageError failure) {
      throw SubcommandException.failed(
          "GStreamer "
              + OLDEST.getMajor()
              + "."
              + OLDEST.getMinor()
              + " or newer does not start here, install libgstreamer1.0-0: "
              + failure.getMessage(),
          failure);
    }
  }

  /** Whether GStreamer knows the element. */
  static boolean has(String factory) {
    try {
      return ElementFactory.find(factory) != null;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /**
   * Makes an element.
   *
   * @throws SubcommandException if GStreamer does not have it
   */
  static Element make(String factory, String name) throws SubcommandException {
    if (!has(factory)) {
      throw SubcommandException.failed(
          "GStreamer has no element '" + factory + "': " + Elements.remedy(factory) + ".");
    }
    return ElementFactory.make(factory, name);
  }
}
