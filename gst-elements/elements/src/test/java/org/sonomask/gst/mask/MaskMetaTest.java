// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstAnalytics;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;
import org.sonomask.gst.ffi.TestPipeline;

class MaskMetaTest {
  private static final List<String> CLASSES = List.of("background", "dog", "violin, \"viola\"");

  private static MaskFrame mask(long runningTime) {
    byte[] labels = new byte[12 * 8];
    byte[] confidence = new byte[labels.length];
    new Random(runningTime).nextBytes(confidence);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 3);
    }
    return new MaskFrame(
        "stream",
        runningTime,
        40_000_000,
        12,
        8,
        labels,
        confidence,
        List.of(new Region(2, "violin", 0.5f, 0, 0, 12, 8, 32)),
        new MaskGeometry(0.25, 0, 0.5, 1),
        0.75f,
        MaskSource.INFERRED,
        "test-model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "queue",
        "tee name=b b. ! queue ! fakesink b. ! queue",
        "videoconvert ! video/x-raw,format=RGB",
        "videoscale ! video/x-raw,width=64,height=48",
        "videorate ! video/x-raw,framerate=25/1"
      })
  void theMaskSurvives(String between) {
    AtomicInteger read = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    MaskFrame mask = mask(0);
    try (MaskStamp stamp = new MaskStamp(mask, CLASSES);
        MaskReader reader = new MaskReader();
        TestPipeline pipeline =
            new TestPipeline(
                "videotestsrc num-buffers=5 !"
                    + " video/x-raw,format=I420,width=128,height=96,framerate=25/1 ! identity name=a"
                    + " ! "
                    + between
                    + " ! identity name=z ! fakesink")) {
      pipeline.probe("a", "src", buffer -> stamp.stamp(buffer, 40_000_000, 128, 96));
      pipeline.probe(
          "z",
          "src",
          buffer -> {
            try {
              check(reader, buffer, mask);
              read.incrementAndGet();
            } catch (Throwable t) {
              failure.set(t);
            }
          });
      pipeline.playToEnd();
      assertEquals(null, failure.get());
      assertEquals(5, read.get());
    }
  }

  private static void check(MaskReader reader, long buffer, MaskFrame mask) {
    assertTrue(reader.read(buffer));
    assertArrayEquals(mask.labels(), reader.labels());
    assertArrayEquals(mask.confidence(), reader.confidence());
    assertEquals(12, reader.width());
    assertEquals(8, reader.height());
    assertEquals(0.25, reader.geometry().x());
    assertEquals(0.5, reader.geometry().width());
    assertEquals(40_000_000, reader.age());
    assertEquals("held", reader.source());
    assertEquals("test-model", reader.model());
    assertEquals(CLASSES, reader.classes());
    assertEquals(0.75, reader.coverage());
  }

  @Test
  void aNewMaskReplacesTheOldOneAndIsSeenAsNew() {
    Launch.initialise();
    long buffer = Gst.gst_buffer_new();
    try (MaskStamp first = new MaskStamp(mask(0), CLASSES);
        MaskStamp second = new MaskStamp(mask(40), List.of());
        MaskReader reader = new MaskReader()) {
      assertFalse(reader.read(buffer));
      first.stamp(buffer, 0, 4, 4);
      assertTrue(reader.read(buffer) && reader.changed());
      assertEquals("inferred", reader.source());
      first.stamp(buffer, 20, 4, 4);
      assertTrue(reader.read(buffer) && !reader.changed());
      assertEquals(20, reader.age());
      second.stamp(buffer, 60, 4, 4);
      assertTrue(reader.read(buffer) && reader.changed());
      assertArrayEquals(second.mask().confidence(), reader.confidence());
      assertEquals(List.of("background", "", "violin"), reader.classes());
    }
    Gst.gst_mini_object_unref(buffer);
  }

  @Test
  void analyticsMetadataIsThereExactlyWhereTheLibraryIs() {
    boolean installed =
        OptionalLibrary.open("gstanalytics-1.0")
            .flatMap(
                library -> library.function("gst_analytics_relation_meta_add_segmentation_mtd"))
            .isPresent();
    assertEquals(installed, GstAnalytics.isPresent());
  }

  /** Where there is no better metadata of GStreamer's own; a new mask takes the old one's away. */
  @Test
  void regionsAreRegionsOfInterestWhereThereIsNoAnalytics() {
    Launch.initialise();
    assumeFalse(GstAnalytics.isPresent());
    long buffer = Gst.gst_buffer_new();
    long others = GstVideo.gst_buffer_add_video_region_of_interest_meta(buffer, "face", 1, 2, 3, 4);
    try (MaskStamp first = new MaskStamp(mask(0), CLASSES);
        MaskStamp second = new MaskStamp(mask(40), CLASSES)) {
      first.stamp(buffer, 0, 100, 80);
      second.stamp(buffer, 40, 20, 10, 100, 80);
      List<String> regions = new ArrayList<>();
      long state = NativeMemory.allocate(Long.BYTES);
      long api = GstVideo.gst_video_region_of_interest_meta_api_get_type();
      long meta = Gst.gst_buffer_iterate_meta_filtered(buffer, state, api);
      while (meta != 0) {
        regions.add(region(meta));
        meta = Gst.gst_buffer_iterate_meta_filtered(buffer, state, api);
      }
      NativeMemory.free(state);
      assertEquals(List.of("face 1 2 3 4", "violin 45 10 50 80"), regions);
    }
    assertTrue(others != 0);
    Gst.gst_mini_object_unref(buffer);
  }

  private static String region(long meta) {
    int quark = NativeMemory.getInt(meta + Layout.GstVideoRegionOfInterestMeta.ROI_TYPE);
    StringBuilder text = new StringBuilder(NativeMemory.string(GLib.g_quark_to_string(quark)));
    for (int field = Layout.GstVideoRegionOfInterestMeta.X;
        field <= Layout.GstVideoRegionOfInterestMeta.H;
        field += Integer.BYTES) {
      text.append(' ').append(NativeMemory.getInt(meta + field));
    }
    return text.toString();
  }

  @Test
  void anyClassNamesComeBack() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      List<String> names = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        StringBuilder name = new StringBuilder();
        for (int j = random.nextInt(8); j > 0; j--) {
          name.append("\"\\/,[] \n\u0001aZä€".charAt(random.nextInt(13)));
        }
        names.add(name.toString());
      }
      assertEquals(names, ClassNames.decode(ClassNames.encode(names)));
    }
  }
}
