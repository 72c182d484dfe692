// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Version;
import org.sonomask.launcher.SubcommandException;

/**
 * Makes the elements that a pipeline needs, and says which Debian package has the one that is not
 * there. Descriptions for gst_parse_launch are not used: gst1-java-core 1.4.0 reads a GError after
 * freeing it when a description has an error.
 */
final class ElementKit {

  /** Oldest GStreamer that has all we use. */
  private static final Version OLDEST = Version.of(1, 20);

  /** Elements of ours have no package; a bundle brings them. */
  private static final String OURS = "";

  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    String core = "libgstreamer1.0-0";
    for (String factory :
        new String[] {"identity", "queue", "capsfilter", "clocksync", "filesink"}) {
      PACKAGES.put(factory, core);
    }
    String base = "gstreamer1.0-plugins-base";
    for (String factory :
        new String[] {"uridecodebin", "videoconvert", "audioconvert", "audioresample"}) {
      PACKAGES.put(factory, base);
    }
    String good = "gstreamer1.0-plugins-good";
    for (String factory : new String[] {"videocrop", "aacparse", "mp4mux"}) {
      PACKAGES.put(factory, good);
    }
    PACKAGES.put("h264parse", "gstreamer1.0-plugins-bad");
    PACKAGES.put("x264enc", "gstreamer1.0-plugins-ugly");
    PACKAGES.put("avenc_aac", "gstreamer1.0-libav");
    PACKAGES.put("sonomask", OURS);
    PACKAGES.put("sonooverlay", OURS);
  }

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

  /** The elements that {@code mark} uses, each with the Debian package that has it. */
  static Map<String, String> packages() {
    return PACKAGES;
  }

  /** Whether GStreamer knows the element. */
  static boolean has(String factory) {
    try {
      return ElementFactory.find(factory) != null;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /** What to do when the element is not there. */
  static String remedy(String factory) {
    String debianPackage = PACKAGES.get(factory);
    return debianPackage.equals(OURS)
        ? "its bundle is not started, unpack the distribution anew"
        : "install " + debianPackage;
  }

  /**
   * Makes an element.
   *
   * @throws SubcommandException if GStreamer does not have it
   */
  static Element make(String factory, String name) throws SubcommandException {
    if (!has(factory)) {
      throw SubcommandException.failed(
          "GStreamer has no element '" + factory + "': " + remedy(factory) + ".");
    }
    return ElementFactory.make(factory, name);
  }
}
