// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All elements of ours, those that {@code bin/sonomask mark} uses, and where they come from. */
public final class Elements {

  /** Elements of ours have no package; a bundle brings them. */
  private static final String OURS = "";

  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    from("libgstreamer1.0-0", "identity", "queue", "capsfilter", "clocksync", "filesink");
    from(
        "gstreamer1.0-plugins-base",
        "uridecodebin",
        "videoconvert",
        "audioconvert",
        "audioresample");
    from("gstreamer1.0-plugins-good", "videocrop", "aacparse", "mp4mux", "jpegenc");
    from("gstreamer1.0-plugins-bad", "h264parse");
    from("gstreamer1.0-plugins-ugly", "x264enc");
    from("gstreamer1.0-libav", "avenc_aac");
    from(OURS, "sonomask", "sonooverlay", "sonomatte", "sonofocus", "sonometa", "sonometadec");
  }

  private Elements() {}

  private static void from(String debianPackage, String... factories) {
    for (String factory : factories) {
      PACKAGES.put(factory, debianPackage);
    }
  }

  /** Debian packages by factory name. */
  public static Map<String, String> packages() {
    return Collections.unmodifiableMap(PACKAGES);
  }

  /** What to do when an element is not there. */
  public static String remedy(String factory) {
    String debianPackage = PACKAGES.get(factory);
    return debianPackage.equals(OURS)
        ? "its bundle is not started, unpack the distribution anew"
        : "install " + debianPackage;
  }
}
