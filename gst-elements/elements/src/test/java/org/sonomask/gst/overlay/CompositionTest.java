// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/**
 * Overlays that downstream lays over the frames: fakevideosink says that it does, as sinks with
 * hardware do, and GStreamer's own blending then shows what it would.
 */
class CompositionTest {

  private static final LabelMask MASK = Masks.drawn("00001111", "00001111", "00001111");
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private final List<byte[]> before = new ArrayList<>();
  private final List<byte[]> after = new ArrayList<>();
  private final List<String> caps = new ArrayList<>();
  private final List<Integer> rectangles = new ArrayList<>();
  private boolean blending;
  private Map<String, Object> fields = MaskWriter.fields(MASK, 1);

  @BeforeEach
  void register() {
    Launch.initialise();
    MaskWriter.register();
    registrations.add(ElementRegistry.add(new SonoOverlayProvider()));
    add(
        new TestElement(
            "compositionstamp",
            (text, buffer) -> {
              before.add(TestElement.bytes(buffer));
              if (fields != null) {
                MaskWriter.attach(buffer, fields);
              }
            }));
    add(new TestElement("compositiontap", this::tap));
  }

  private void add(TestElement element) {
    registrations.add(ElementRegistry.add(element));
  }

  @AfterEach
  void withdraw() {
    registrations.forEach(ElementRegistry.Registration::close);
  }

  private void tap(String text, long buffer) {
    caps.add(text);
    long meta =
        Gst.gst_buffer_get_meta(buffer, GstVideo.gst_video_overlay_composition_meta_api_get_type());
    long composition =
        meta == 0 ? 0 : NativeMemory.getLong(meta + Layout.GstVideoOverlayCompositionMeta.OVERLAY);
    rectangles.add(
        composition == 0 ? 0 : video("gst_video_overlay_composition_n_rectangles", composition));
    if (composition != 0 && blending) {
      blend(buffer, composition);
    }
    after.add(TestElement.bytes(buffer));
  }

  private static void blend(long buffer, long composition) {
    long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
    long frame = NativeMemory.allocate(Layout.GstVideoFrame.SIZE);
    GstVideo.gst_video_info_set_format(
        info, GstVideo.gst_video_format_from_string("BGRx"), WIDTH, HEIGHT);
    GstVideo.gst_video_frame_map(frame, info, buffer, 3);
    video("gst_video_overlay_composition_blend", composition, frame);
    GstVideo.gst_video_frame_unmap(frame);
    NativeMemory.free(info);
    NativeMemory.free(frame);
  }

  private static int video(String function, Object... arguments) {
    return OptionalLibrary.open("gstvideo-1.0")
        .flatMap(library -> library.function(function))
        .orElseThrow()
        .callInt(arguments);
  }

  private void play(String settings, String sink) {
    before.clear();
    after.clear();
    caps.clear();
    rectangles.clear();
    String description =
        "videotestsrc num-buffers=3 ! video/x-raw,format=BGRx,width=%d,height=%d"
                .formatted(WIDTH, HEIGHT)
            + " ! compositionstamp ! sonooverlay "
            + settings
            + " ! compositiontap ! "
            + sink;
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
    assertEquals(3, after.size());
  }

  @Test
  void whereDownstreamTakesCompositionsNoPixelIsTouched() {
    play("", "fakevideosink sync=false");
    for (int i = 0; i < 3; i++) {
      assertTrue(caps.get(i).contains("meta:GstVideoOverlayComposition"), caps.get(i));
      assertArrayEquals(before.get(i), after.get(i));
      assertEquals(2, rectangles.get(i), "the class and its name");
    }
  }

  /** compositor has fixed caps before anything flows, when the next element is not linked yet. */
  @Test
  void linksAnEncoderBehindFixedCaps() {
    Launch.check(
        "videotestsrc ! compositor"
            + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1"
            + " ! sonooverlay ! videoconvert ! x264enc ! fakesink");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opacity=0.5",
        "opacity=0.8 outline-width=6 labels=false",
        "theme=spotlight opacity=0.7",
        "theme=dark palette=safe",
        "theme=light palette=vivid weigh-confidence=true"
      })
  void gstreamerLaysOverTheFrameWhatWeWouldPaint(String settings) {
    play(settings, "fakesink");
    byte[] painted = after.get(2);
    assertFalse(Arrays.equals(before.get(2), painted));
    blending = true;
    play(settings, "fakevideosink sync=false");
    byte[] blended = after.get(2);
    for (int i = 0; i < painted.length; i++) {
      boolean far = i % 4 < 3 && Math.abs((painted[i] & 255) - (blended[i] & 255)) > 3;
      assertTrue(!far || nearTheEdge(i / 4 % WIDTH), "byte " + i);
    }
  }

  /** Scaling the picture of the classes smooths it there, by much less than half a mask pixel. */
  private static boolean nearTheEdge(int x) {
    return Math.abs(x - WIDTH / 2) < 10;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fakesink",
        "fakevideosink sync=false allocation-meta-flags=0",
        "videoconvert ! video/x-raw,format=BGRx ! fakesink",
        "queue ! video/x-raw ! fakesink"
      })
  void whereItDoesNotFramesArePainted(String sink) {
    play("", sink);
    for (int i = 0; i < 3; i++) {
      assertFalse(caps.get(i).contains("GstVideoOverlayComposition"), caps.get(i));
      assertEquals(0, rectangles.get(i));
      assertFalse(Arrays.equals(before.get(i), after.get(i)));
    }
  }

  @Test
  void aQueueBetweenChangesNothing() {
    play("", "queue ! identity ! fakevideosink sync=false");
    assertEquals(List.of(2, 2, 2), rectangles);
  }

  @Test
  void overlaysOfOthersStay() {
    String description =
        "videotestsrc num-buffers=2 ! video/x-raw,format=BGRx,width=320,height=240"
            + " ! textoverlay text=hello ! compositionstamp ! sonooverlay labels=false"
            + " ! compositiontap ! fakevideosink sync=false";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
    }
    assertEquals(List.of(2, 2), rectangles);
  }

  @Test
  void framesWithoutAMaskHaveNoComposition() {
    fields = null;
    play("", "fakevideosink sync=false");
    assertEquals(List.of(0, 0, 0), rectangles);
  }

  @Test
  void theMeterIsARectangleOfItsOwn() {
    fields.put("level", -20.0);
    play("labels=false meter=true", "fakevideosink sync=false");
    assertEquals(List.of(2, 2, 2), rectangles);
    fields.remove("level");
    play("labels=false meter=true", "fakevideosink sync=false");
    assertEquals(List.of(1, 1, 1), rectangles);
  }

  @Test
  void aSteadyMaskAllocatesNothingPerFrame() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] entered = new long[200];
    long[] left = new long[200];
    int[] count = new int[2];
    fields.put("level", -20.0);
    add(
        new TestElement(
            "compositionbefore",
            (c, b) -> entered[count[0]++] = threads.getCurrentThreadAllocatedBytes()));
    add(
        new TestElement(
            "compositionafter",
            (c, b) -> left[count[1]++] = threads.getCurrentThreadAllocatedBytes()));
    String description =
        "videotestsrc num-buffers=200 ! video/x-raw,format=I420,width=320,height=240"
            + " ! compositionstamp ! compositionbefore ! sonooverlay meter=true"
            + " ! compositionafter ! fakevideosink sync=false";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
    }
    long steady = 0;
    for (int frame = 100; frame < 200; frame++) {
      steady += left[frame] - entered[frame];
    }
    assertTrue(steady < 1000, "100 frames allocated " + steady + " bytes");
  }
}
