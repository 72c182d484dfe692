// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.Leaks;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;
import org.sonomask.gst.paint.PictureFormat;

/** The element in real pipelines. The dog sounds in the upper right part of the picture. */
class SonoFocusTest {
  private static final LabelMask MASK =
      Masks.drawn("00000000", "00000110", "00000110", "00000000", "00000000", "00000000");
  private static final String AT_ONCE = " hysteresis=0 max-speed=10 acceleration=100 margin=1.5";

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private final List<byte[]> frames = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> pools = new ArrayList<>();
  private final List<String> caps = new ArrayList<>();
  private final List<int[]> crops = new ArrayList<>();
  private final List<double[]> masks = new ArrayList<>();
  private Map<String, Object> fields = MaskWriter.fields(MASK, 1);

  @BeforeAll
  static void initialise() {
    Launch.initialise();
    MaskWriter.register();
  }

  @BeforeEach
  void register() {
    registrations.add(ElementRegistry.add(new SonoFocusProvider()));
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "focusstamp",
                (format, buffer) -> {
                  if (fields != null) {
                    MaskWriter.attach(buffer, fields);
                  }
                })));
    registrations.add(ElementRegistry.add(new TestElement("focustap", this::tap)));
  }

  @AfterEach
  void withdraw() {
    registrations.forEach(ElementRegistry.Registration::close);
  }

  private void tap(String format, long buffer) {
    pools.add(NativeMemory.getLong(buffer + Layout.GstBuffer.POOL));
    frames.add(TestElement.bytes(buffer));
    caps.add(format);
    long crop = Gst.gst_buffer_get_meta(buffer, GstVideo.gst_video_crop_meta_api_get_type());
    if (crop != 0) {
      crops.add(
          new int[] {
            NativeMemory.getInt(crop + Layout.GstVideoCropMeta.X),
            NativeMemory.getInt(crop + Layout.GstVideoCropMeta.Y),
            NativeMemory.getInt(crop + Layout.GstVideoCropMeta.WIDTH),
            NativeMemory.getInt(crop + Layout.GstVideoCropMeta.HEIGHT)
          });
    }
    try (MaskReader reader = new MaskReader()) {
      if (reader.read(buffer)) {
        MaskGeometry place = reader.geometry();
        masks.add(new double[] {place.x(), place.y(), place.width(), place.height()});
      }
    }
  }

  private void play(String description) {
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
  }

  private static String source(String format, int count) {
    return "videotestsrc num-buffers="
        + count
        + " pattern=ball ! video/x-raw,framerate=25/1,width=320,height=240,format="
        + format
        + " ! focusstamp ! sonofocus name=f";
  }

  /** The picture is two thirds of the frame across; the mask lies on its part of the shot. */
  @Test
  void barsAroundThePictureAreFollowed() {
    fields.put("aspect-width", 4);
    fields.put("aspect-height", 3);
    String bars = "videoscale ! video/x-raw,width=480,height=240,pixel-aspect-ratio=1/1";
    play(
        source("I420", 50).replace("sonofocus", bars + " ! sonofocus")
            + AT_ONCE
            + " ! focustap ! fakesink");
    double[] mask = masks.get(49);
    assertEquals(0.5, mask[0] + 0.75 * mask[2], 0.01);
    assertEquals(0.5, mask[1] + mask[3] / 3, 0.01);
    assertEquals(mask[3] * 2 / 3, mask[2], 0.01);
  }

  /** The dog's middle, (0.75, 1/3) of the picture, is the middle of the last shot. */
  @Test
  void theShotMovesOntoWhatSounds() {
    play(source("I420", 50) + AT_ONCE + " ! focustap ! fakesink");
    assertEquals(50, frames.size());
    double[] mask = masks.get(49);
    assertEquals(0.5, mask[0] + 0.75 * mask[2], 0.01);
    assertEquals(0.5, mask[1] + mask[3] / 3, 0.01);
    assertEquals(1 / 0.5, mask[2], 0.01);
  }

  /** Geometry is exact: a mark in the picture lies where its mask lies. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void theMaskLiesOnTheShotAsOnThePicture(PictureFormat format) {
    play(
        "videotestsrc num-buffers=30 pattern=solid-color foreground-color=0xff000000 !"
            + " video/x-raw,framerate=25/1,width=320,height=240,format="
            + format
            + " ! focusstamp ! videobox name=b ! focuswhite ! sonofocus name=f"
            + AT_ONCE
            + " ! video/x-raw,width=200,height=150 ! videoconvert ! video/x-raw,format=GRAY8 !"
            + " focustap ! fakesink",
        format);
    byte[] shot = frames.get(29);
    double[] mask = masks.get(29);
    int stride = (200 + 3) / 4 * 4;
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 200; x++) {
        double column = ((x + 0.5) / 200 - mask[0]) / mask[2] * 8;
        double row = ((y + 0.5) / 150 - mask[1]) / mask[3] * 6;
        double edge = Math.max(Math.abs(column - 6) - 1, Math.abs(row - 2) - 1);
        if (Math.abs(edge) > 0.15) {
          assertEquals(edge < 0, (shot[y * stride + x] & 255) > 128, x + " " + y);
        }
      }
    }
  }

  /** Plays with an element that paints the dog white. */
  private void play(String description, PictureFormat format) {
    ElementRegistry.Registration white =
        ElementRegistry.add(new WhiteBox(format, 5 * 40, 40, 80, 80));
    try {
      play(description.replace("videobox name=b ! ", ""));
    } finally {
      white.close();
    }
  }

  @Test
  void theOutputIsAsLargeAsTheCapsSay() {
    play(source("NV12", 10) + " ! video/x-raw,width=160,height=90 ! focustap ! fakesink");
    assertTrue(caps.get(9).contains("width=(int)160, height=(int)90"), caps.get(9));
    frames.clear();
    caps.clear();
    play(source("NV12", 10) + " ! video/x-raw,width=160 ! focustap ! fakesink");
    assertTrue(caps.get(9).contains("width=(int)160, height=(int)120"), caps.get(9));
    caps.clear();
    play(source("NV12", 10) + " ! video/x-raw,height=60 ! focustap ! fakesink");
    assertTrue(caps.get(9).contains("width=(int)80, height=(int)60"), caps.get(9));
    caps.clear();
    play(source("NV12", 10) + " ! focustap ! fakesink");
    assertTrue(caps.get(9).contains("width=(int)320, height=(int)240"), caps.get(9));
  }

  /** A picture as tall as wide, of a wide one: circles stay circles. */
  @Test
  void theAspectIsKept() {
    play(
        source("I420", 50) + AT_ONCE + " ! video/x-raw,width=100,height=100 ! focustap ! fakesink");
    double[] mask = masks.get(49);
    assertEquals(320.0 / 240, mask[2] / mask[3], 1e-6);
  }

  /** Of a pool of its own, or of the one that an element downstream offers. */
  @ParameterizedTest
  @ValueSource(strings = {"fakesink", "videobalance brightness=0.1 ! fakesink"})
  void shotsAreTakenFromAPool(String downstream) {
    play(source("I420", 10) + " ! focustap ! " + downstream);
    assertEquals(10, pools.size());
    assertEquals(1, pools.stream().distinct().count());
    assertNotEquals(0, pools.get(0));
  }

  /** The first picture waits in the queue until the last one comes. */
  @Test
  void anEmptyPoolStopsNothing() {
    play(source("I420", 40) + " ! queue min-threshold-buffers=30 ! focustap ! fakesink");
    assertEquals(40, frames.size());
  }

  @Test
  void aShotMayTravelAsACrop() {
    play(source("I420", 50) + AT_ONCE + " output=crop ! focustap ! fakesink");
    assertEquals(50, crops.size());
    int[] last = crops.get(49);
    assertEquals(240, last[0] + last[2] / 2, 4);
    assertEquals(80, last[1] + last[3] / 2, 4);
    assertEquals(320.0 / 240, (double) last[2] / last[3], 0.03);
    assertEquals((0.0 - last[0]) / last[2], masks.get(49)[0], 1e-9);
    assertTrue(caps.get(49).contains("width=(int)320"));
  }

  @Test
  void aShotMayTravelAsARegion() {
    play(source("I420", 10) + " output=region ! focustap ! fakesink");
    assertEquals(10, frames.size());
    assertEquals(List.of(), crops);
  }

  @Test
  void withoutMasksEverythingIsShown() {
    fields = null;
    play(source("I420", 5) + " ! focustap ! fakesink");
    byte[] shown = frames.get(4);
    frames.clear();
    play(source("I420", 5).replace("sonofocus name=f", "identity") + " ! focustap ! fakesink");
    assertTrue(Arrays.equals(frames.get(4), shown));
  }

  @Test
  void outputMayChangeWhilePlaying() throws Exception {
    String description = source("I420", -1) + " ! focustap ! fakesink sync=true";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.state(TestPipeline.PLAYING);
      for (String output : new String[] {"crop", "video", "region", "video"}) {
        pipeline.set("f", "output", output);
        for (int shown = frames.size(); frames.size() < shown + 3; ) {
          Thread.sleep(5);
        }
      }
      assertTrue(pipeline.seek(0));
      pipeline.state(TestPipeline.PLAYING);
      for (int i = 0; i < 10; i++) {
        pipeline.state(i % 2 == 0 ? TestPipeline.READY : TestPipeline.NULL);
        pipeline.state(TestPipeline.PLAYING);
      }
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
    assertTrue(!crops.isEmpty());
  }

  @Test
  void anotherPictureSizeBeginsAnew() {
    String description =
        "videotestsrc num-buffers=20 ! video/x-raw,framerate=25/1 ! videoscale ! capsfilter name=c"
            + " caps=video/x-raw,width=320,height=240 ! focusstamp ! sonofocus name=f !"
            + " video/x-raw,width=160,height=120 ! focustap ! fakesink";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      int[] seen = {0};
      pipeline.probe(
          "f",
          "src",
          buffer -> {
            if (++seen[0] == 8) {
              pipeline.set("c", "caps", "video/x-raw,width=640,height=480");
            }
          });
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
    assertEquals(20, frames.size());
  }

  @Test
  void nothingLeaks(@TempDir Path folder) throws Exception {
    assertEquals(List.of(), Leaks.of(folder, FocusLeakRun.class));
  }
}
