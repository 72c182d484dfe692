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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.Crops;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;
import org.sonomask.gst.paint.PictureFormat;

/** The element in real pipelines: a test source's frames get a mask, and what comes out is seen. */
class SonoOverlayTest {

  private static final LabelMask RIGHT_HALF = Masks.drawn("00001111", "00001111", "00001111");
  private static final String PLAIN = " opacity=0.5 outline-width=0 labels=false";

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private final List<byte[]> before = new ArrayList<>();
  private final List<byte[]> after = new ArrayList<>();
  private final List<String> capsAfter = new ArrayList<>();
  private Map<String, Object> fields = MaskWriter.fields(RIGHT_HALF, 1);

  @BeforeAll
  static void initialise() {
    Launch.initialise();
    MaskWriter.register();
  }

  @BeforeEach
  void register() {
    registrations.add(ElementRegistry.add(new SonoOverlayProvider()));
    registrations.add(ElementRegistry.add(new TestElement("maskstamp", this::stamp)));
    registrations.add(ElementRegistry.add(new TestElement("frametap", this::tap)));
  }

  @AfterEach
  void withdraw() {
    registrations.forEach(ElementRegistry.Registration::close);
  }

  private void stamp(String caps, long buffer) {
    before.add(TestElement.bytes(buffer));
    if (fields != null) {
      MaskWriter.attach(buffer, fields);
    }
  }

  private void tap(String caps, long buffer) {
    after.add(TestElement.bytes(buffer));
    capsAfter.add(caps);
  }

  private static void play(String description) {
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
  }

  private static String source(PictureFormat format, int width, int height) {
    return "videotestsrc num-buffers=3 pattern=ball ! video/x-raw,format=%s,width=%d,height=%d"
        .formatted(format, width, height);
  }

  /** Odd sizes make GStreamer pad rows; its own converter then says what the picture shows. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void paintsTheMaskInEveryFormat(PictureFormat format) {
    play(
        source(format, 97, 55)
                .replace("pattern=ball", "pattern=solid-color foreground-color=0xff5a5a5a")
            + " ! maskstamp ! sonooverlay"
            + PLAIN
            + " ! videoconvert ! video/x-raw,format=RGB ! frametap ! fakesink");
    assertEquals(3, after.size());
    byte[] rgb = after.get(2);
    int stride = (97 * 3 + 3) / 4 * 4;
    for (int y = 0; y < 55; y++) {
      assertPixel(rgb, y * stride + 3 * 40, 90, 90, 90);
      assertPixel(rgb, y * stride + 3 * 60, 109, 77, 45);
      assertPixel(rgb, y * stride + 3 * 92, 109, 77, 45);
    }
  }

  private static void assertPixel(byte[] rgb, int at, int red, int green, int blue) {
    assertEquals(red, rgb[at] & 255, 5);
    assertEquals(green, rgb[at + 1] & 255, 5);
    assertEquals(blue, rgb[at + 2] & 255, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:3:5:1", "1:4:0:0", "bt709", "2:4:5:2"})
  void followsTheColorimetryOfTheCaps(String colorimetry) {
    play(
        "videotestsrc num-buffers=1 pattern=black ! "
            + "video/x-raw,format=I420,width=64,height=48,colorimetry=(string)"
            + colorimetry
            + " ! maskstamp ! sonooverlay opacity=1 outline-width=0 labels=false"
            + " ! videoconvert ! video/x-raw,format=RGB,colorimetry=sRGB ! frametap ! fakesink");
    assertPixel(after.get(0), 64 * 3 * 20 + 3 * 50, 128, 64, 0);
  }

  @Test
  void framesWithoutAMaskPassUntouched() {
    fields = null;
    play(source(PictureFormat.I420, 64, 48) + " ! maskstamp ! sonooverlay ! frametap ! fakesink");
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opacity=0 outline-width=0 labels=false",
        "selected-types=violin,car",
        "max-age=39999999"
      })
  void settingsThatPaintNothingLeaveTheFrames(String settings) {
    fields.put("age", 40_000_000L);
    play(
        source(PictureFormat.NV12, 64, 48)
            + " ! maskstamp ! sonooverlay "
            + settings
            + " ! frametap ! fakesink");
    assertUntouched();
  }

  private void assertUntouched() {
    assertEquals(3, after.size());
    for (int i = 0; i < after.size(); i++) {
      assertArrayEquals(before.get(i), after.get(i));
    }
  }

  /** Each case breaks one field; none may stop the video or touch it, each is told once. */
  @Test
  void aMetaThatMakesNoSenseIsReportedAndIgnored() {
    List<Map<String, Object>> broken = new ArrayList<>();
    Map.<String, Object>of(
            "mask",
            new byte[3],
            "confidence",
            7L,
            "width",
            -8,
            "height",
            1 << 30,
            "x",
            Double.NaN,
            "w",
            0.0,
            "h",
            Double.POSITIVE_INFINITY,
            "classes",
            "[dog",
            "sequence",
            "first")
        .forEach(
            (name, wrong) -> {
              Map<String, Object> copy = MaskWriter.fields(RIGHT_HALF, 1);
              copy.put(name, wrong);
              broken.add(copy);
            });
    broken.add(Map.of());
    for (Map<String, Object> each : broken) {
      before.clear();
      after.clear();
      fields = each;
      String text = " ! maskstamp ! sonooverlay ! frametap ! fakesink";
      try (TestPipeline pipeline = new TestPipeline(source(PictureFormat.I420, 64, 48) + text)) {
        pipeline.begin(TestPipeline.PLAYING);
        assertTrue(pipeline.await(TestPipeline.MESSAGE_WARNING).isPresent(), each.toString());
        assertTrue(pipeline.await(TestPipeline.MESSAGE_EOS).isPresent(), each.toString());
        assertEquals(
            Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0), each.toString());
      }
      assertUntouched();
    }
  }

  /** What needs no painting needs no copy either, even if somebody else holds the frame. */
  @Test
  void aSharedFrameWithoutAMaskIsNotCopied() {
    fields = null;
    List<Long> mine = Collections.synchronizedList(new ArrayList<>());
    List<Long> other = Collections.synchronizedList(new ArrayList<>());
    registrations.add(ElementRegistry.add(new TestElement("mytap", (c, b) -> {}, mine::add)));
    registrations.add(ElementRegistry.add(new TestElement("theirtap", (c, b) -> {}, other::add)));
    play(
        source(PictureFormat.I420, 64, 48)
            + " ! tee name=t ! queue ! sonooverlay ! mytap ! fakesink"
            + " t. ! queue ! identity sleep-time=20000 ! theirtap ! fakesink");
    assertEquals(other, mine);
  }

  /** One branch of a tee must not see what is painted in the other. */
  @Test
  void paintsACopyOfASharedFrame() {
    List<byte[]> other = new ArrayList<>();
    registrations.add(
        ElementRegistry.add(
            new TestElement("othertap", (c, b) -> other.add(TestElement.bytes(b)))));
    play(
        source(PictureFormat.I420, 64, 48)
            + " ! maskstamp ! tee name=t ! queue ! sonooverlay ! frametap ! fakesink"
            + " t. ! queue ! identity sleep-time=20000 ! othertap ! fakesink");
    assertEquals(3, other.size());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(before.get(i), other.get(i));
      assertFalse(Arrays.equals(before.get(i), after.get(i)));
    }
  }

  @Test
  void followsACapsChangeWhilePlaying() {
    play(
        "concat name=c ! maskstamp ! sonooverlay"
            + PLAIN
            + " ! frametap ! fakesink "
            + source(PictureFormat.I420, 64, 48)
            + " ! c. "
            + source(PictureFormat.BGRx, 99, 31)
            + " ! c.");
    assertEquals(6, after.size());
    assertTrue(capsAfter.get(5).contains("BGRx"), capsAfter.get(5));
    assertFalse(Arrays.equals(before.get(5), after.get(5)));
    assertEquals(before.get(5)[4 * 30], after.get(5)[4 * 30]);
  }

  /** What a crop leaves is the picture: the mask covers its right half, and nothing beyond it. */
  @Test
  void paintsWithinACroppedPicture() {
    registrations.add(
        ElementRegistry.add(new TestElement("cropstamp", (c, b) -> Crops.crop(b, 16, 8, 32, 24))));
    play(
        source(PictureFormat.I420, 64, 48).replace("ball", "black")
            + " ! maskstamp ! cropstamp ! sonooverlay"
            + PLAIN
            + " ! frametap ! fakesink");
    byte[] luma = after.get(0);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        boolean painted = x >= 33 && x < 48 && y >= 8 && y < 32;
        boolean boundary = x == 32 || x == 31;
        assertTrue(boundary || painted == luma[y * 64 + x] > 16, x + "," + y);
      }
    }
  }

  @Test
  void aCropThatLeavesTheFrameIsIgnored() {
    registrations.add(
        ElementRegistry.add(
            new TestElement("wrongcropstamp", (c, b) -> Crops.crop(b, 40, 8, 32, 24))));
    play(
        source(PictureFormat.I420, 64, 48)
            + " ! maskstamp ! wrongcropstamp ! sonooverlay ! frametap ! fakesink");
    assertUntouched();
  }

  /** Measured on the streaming thread, from the element before this one to the element after it. */
  @Test
  void aSteadyMaskAllocatesNothingPerFrame() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] entered = new long[200];
    long[] left = new long[200];
    int[] count = new int[2];
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "allocationsbefore",
                (c, b) -> entered[count[0]++] = threads.getCurrentThreadAllocatedBytes())));
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "allocationsafter",
                (c, b) -> left[count[1]++] = threads.getCurrentThreadAllocatedBytes())));
    play(
        source(PictureFormat.I420, 320, 240).replace("num-buffers=3", "num-buffers=200")
            + " ! maskstamp ! allocationsbefore ! sonooverlay ! allocationsafter ! fakesink");
    long steady = 0;
    for (int frame = 100; frame < 200; frame++) {
      steady += left[frame] - entered[frame];
    }
    assertTrue(steady < 1000, "100 frames allocated " + steady + " bytes");
  }

  @Test
  void propertiesTakeEffectWhilePlaying() {
    List<byte[]> frames = new ArrayList<>();
    TestPipeline[] playing = new TestPipeline[1];
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "settertap",
                (c, b) -> {
                  frames.add(TestElement.bytes(b));
                  playing[0].set("o", "opacity", frames.size() == 1 ? "1" : "0");
                })));
    try (TestPipeline pipeline =
        new TestPipeline(
            "videotestsrc num-buffers=3 pattern=black"
                + " ! video/x-raw,format=I420,width=64,height=48"
                + " ! maskstamp ! sonooverlay name=o"
                + PLAIN
                + " ! settertap ! fakesink")) {
      playing[0] = pipeline;
      pipeline.playToEnd();
    }
    int at = 20 * 64 + 50;
    assertTrue((frames.get(0)[at] & 255) > 30 && (frames.get(0)[at] & 255) < 60);
    assertTrue((frames.get(1)[at] & 255) > 60);
    assertEquals(16, frames.get(2)[at]);
  }
}
