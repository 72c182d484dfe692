// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor.internal;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.doctor.Elements;
import org.sonomask.doctor.Finding;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;

/** Version, elements and metadata of GStreamer. */
final class GStreamerFindings {
  private static final int OLDEST_MINOR = 20;

  private GStreamerFindings() {}

  static List<Finding> all() {
    try {
      Launch.initialise();
    } catch (GstException | LinkageError absent) {
      return List.of(
          Finding.missing(
              "GStreamer does not start: " + absent.getMessage(), "install libgstreamer1.0-0"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(version());
    findings.addAll(elements());
    findings.add(metadata());
    return findings;
  }

  private static Finding version() {
    String name = NativeMemory.take(Gst.gst_version_string());
    long numbers = NativeMemory.allocate(4L * Integer.BYTES);
    Gst.gst_version(numbers, numbers + 4, numbers + 8, numbers + 12);
    int minor = NativeMemory.getInt(numbers + 4);
    NativeMemory.free(numbers);
    return minor >= OLDEST_MINOR
        ? Finding.ok(name)
        : Finding.missing(name + " is too old", "install 1." + OLDEST_MINOR + " or newer");
  }

  private static List<Finding> elements() {
    List<Finding> findings = new ArrayList<>();
    for (String factory : Elements.packages().keySet()) {
      long found = Gst.gst_element_factory_find(factory);
      if (found == 0) {
        findings.add(Finding.missing("element " + factory, Elements.remedy(factory)));
      } else {
        Gst.gst_object_unref(found);
      }
    }
    int there = Elements.packages().size() - findings.size();
    findings.add(Finding.ok(there + " GStreamer elements"));
    return findings;
  }

  private static Finding metadata() {
    boolean segmentation =
        OptionalLibrary.open("gstanalytics-1.0")
            .flatMap(it -> it.function("gst_analytics_relation_meta_add_segmentation_mtd"))
            .isPresent();
    return segmentation
        ? Finding.ok("metadata: SonoMask and GStreamer's own for segmentation")
        : Finding.absent(
            "GStreamer's own metadata for segmentation; SonoMask is there",
            "GStreamer 1.26 has it, if other elements are to read the masks");
  }
}
