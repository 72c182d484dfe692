// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.meta.RandomFrames;

/** The metadata leave the process as their structure does. */
class SerialisedMaskTest {
  private static final MaskFrame MASK = RandomFrames.at(7, 40_000_000);

  @Test
  void theStructureSurvivesAsText() {
    Launch.initialise();
    long buffer = Gst.gst_buffer_new();
    try (MaskStamp stamp = new MaskStamp(MASK, RandomFrames.CLASSES)) {
      stamp.stamp(buffer, 7, 64, 48);
      String text = NativeMemory.take(Gst.gst_structure_to_string(MaskMeta.structure(buffer)));
      long read = Gst.gst_structure_from_string(text, 0);
      assertTrue(read != 0, text);
      assertArrayEquals(MASK.labels(), pixels(read, "mask"));
      assertArrayEquals(MASK.confidence(), pixels(read, "confidence"));
      assertEquals(text, NativeMemory.take(Gst.gst_structure_to_string(read)));
    }
    Gst.gst_mini_object_unref(buffer);
  }

  private static byte[] pixels(long structure, String field) {
    return TestElement.bytes(
        GObject.g_value_get_boxed(Gst.gst_structure_get_value(structure, field)));
  }

  /** From one pipeline to another, as between processes; GStreamer has it since 1.24. */
  @Test
  void unixfdCarriesTheMask(@TempDir Path folder) throws Exception {
    assumeTrue(exists("unixfdsink"), "this GStreamer has no unixfdsink");
    List<MaskFrame> read = Collections.synchronizedList(new ArrayList<>());
    String socket = " socket-path=" + folder.resolve("socket");
    try (MaskStamp stamp = new MaskStamp(MASK, RandomFrames.CLASSES);
        TestPipeline sender =
            new TestPipeline(
                "videotestsrc is-live=true ! video/x-raw,width=64,height=48 ! identity name=a !"
                    + " unixfdsink"
                    + socket);
        TestPipeline receiver =
            new TestPipeline("unixfdsrc" + socket + " ! identity name=z ! fakesink")) {
      sender.probe("a", "src", buffer -> stamp.stamp(buffer, 7, 64, 48));
      receiver.probe(
          "z",
          "src",
          buffer -> {
            try (MaskReader reader = new MaskReader()) {
              if (reader.read(buffer)) {
                read.add(reader.frame("talk"));
              }
            }
          });
      sender.state(TestPipeline.PLAYING);
      receiver.begin(TestPipeline.PLAYING);
      while (read.size() < 5) {
        Thread.sleep(5);
      }
    }
    for (MaskFrame mask : List.copyOf(read)) {
      assertArrayEquals(MASK.labels(), mask.labels());
      assertArrayEquals(MASK.confidence(), mask.confidence());
      assertEquals(MASK.regions(), mask.regions());
      assertEquals(MASK.geometry(), mask.geometry());
    }
  }

  private static boolean exists(String factory) {
    try {
      Launch.check(factory);
      return true;
    } catch (GstException absent) {
      return false;
    }
  }
}
