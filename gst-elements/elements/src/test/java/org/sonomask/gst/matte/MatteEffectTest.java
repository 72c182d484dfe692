// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.PictureFormat;

/** Dim, colour and blur in real pipelines. */
class MatteEffectTest {

  private final MatteRun run = new MatteRun();

  @AfterEach
  void close() {
    run.close();
  }

  /** Plays a picture in one format and sees it as RGB. */
  private byte[] rgb(Enum<?> format, String pattern, String settings) {
    run.after.clear();
    run.play(
        MatteRun.source(format.name(), 98, 56).replace("pattern=ball", pattern)
            + " ! mattestamp ! sonomatte feather=0 "
            + settings
            + " ! videoconvert ! video/x-raw,format=RGB ! mattetap ! fakesink");
    assertEquals(3, run.after.size());
    return run.after.get(2).bytes();
  }

  private static void assertPixel(byte[] rgb, int x, int red, int green, int blue) {
    int at = 28 * 296 + 3 * x;
    assertEquals(red, rgb[at] & 255, 5);
    assertEquals(green, rgb[at + 1] & 255, 5);
    assertEquals(blue, rgb[at + 2] & 255, 5);
  }

  private static final String GREY = "pattern=solid-color foreground-color=0xffc86432";

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void dimsTheBackground(PictureFormat format) {
    byte[] rgb = rgb(format, GREY, "effect=dim dim=0.75");
    assertPixel(rgb, 20, 50, 25, 12);
    assertPixel(rgb, 80, 200, 100, 50);
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void coversTheBackground(PictureFormat format) {
    byte[] rgb = rgb(format, GREY, "effect=colour colour=0xff1060a0");
    assertPixel(rgb, 20, 16, 96, 160);
    assertPixel(rgb, 80, 200, 100, 50);
  }

  /** Of a checkerboard only its mean is left where it is blurred, and every pixel elsewhere. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void blursAllThatDoesNotSound(PictureFormat format) {
    byte[] rgb = rgb(format, "pattern=checkers-4", "effect=blur blur-radius=16");
    byte[] sharp = rgb(format, "pattern=checkers-4", "effect=none");
    assertTrue(spread(rgb, 4, 44) < 24, "spread " + spread(rgb, 4, 44));
    assertTrue(spread(sharp, 4, 44) > 60);
    assertArrayEquals(part(sharp, 54, 94), part(rgb, 54, 94));
  }

  @Test
  void blursAllThatSounds() {
    byte[] rgb = rgb(PictureFormat.I420, "pattern=checkers-4", "effect=blur invert=true");
    assertTrue(spread(rgb, 54, 94) < 24);
    assertTrue(spread(rgb, 4, 44) > 60);
  }

  /** Privacy must not depend on the first mask. */
  @Test
  void withoutAMaskAllIsBlurredUnlessTheUserWantsItShown() {
    run.fields = null;
    byte[] rgb = rgb(PictureFormat.I420, "pattern=checkers-4", "effect=blur invert=true");
    assertTrue(spread(rgb, 4, 44) < 24 && spread(rgb, 54, 94) < 24);
    rgb = rgb(PictureFormat.I420, "pattern=checkers-4", "effect=blur without-mask=show");
    assertTrue(spread(rgb, 4, 44) > 60);
  }

  /** Between the most and the least red pixel of some columns. */
  private static int spread(byte[] rgb, int from, int to) {
    int least = 255;
    int most = 0;
    byte[] part = part(rgb, from, to);
    for (int red = 0; red < part.length; red += 3) {
      least = Math.min(least, part[red] & 255);
      most = Math.max(most, part[red] & 255);
    }
    return most - least;
  }

  /** Some columns of the rows in the middle. */
  private static byte[] part(byte[] rgb, int from, int to) {
    byte[] part = new byte[20 * 3 * (to - from)];
    for (int row = 0; row < 20; row++) {
      int length = 3 * (to - from);
      System.arraycopy(rgb, (18 + row) * 296 + 3 * from, part, row * length, length);
    }
    return part;
  }

  @Test
  void effectsChangeWhilePlaying() {
    TestPipeline[] playing = new TestPipeline[1];
    int[] count = new int[1];
    String[] effects = {"dim", "transparent", "blur", "none", "colour", "transparent"};
    run.add(
        new TestElement(
            "effectsetter",
            (caps, buffer) -> playing[0].set("m", "effect", effects[count[0]++ % 6])));
    try (TestPipeline pipeline =
        new TestPipeline(
            MatteRun.source("AYUV", 64, 48).replace("=3", "=60")
                + " ! effectsetter ! mattestamp ! sonomatte name=m ! mattetap ! fakesink")) {
      playing[0] = pipeline;
      pipeline.playToEnd();
    }
    assertEquals(60, run.after.size());
    assertEquals(0, run.after.get(1).bytes()[4 * (64 * 24 + 8)]);
    assertEquals(-1, run.after.get(2).bytes()[4 * (64 * 24 + 8)]);
  }

  /** Measured on the streaming thread, from the element before this one to the element after it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=I420 effect=transparent",
        "format=AYUV effect=transparent",
        "format=I420 effect=dim",
        "format=NV12 effect=blur"
      })
  void aSteadyMaskAllocatesNothingPerFrame(String variant) {
    String[] words = variant.split(" ");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] entered = new long[200];
    long[] left = new long[200];
    int[] count = new int[2];
    run.add(
        new TestElement(
            "matteallocationsbefore",
            (c, b) -> entered[count[0]++] = threads.getCurrentThreadAllocatedBytes()));
    run.add(
        new TestElement(
            "matteallocationsafter",
            (c, b) -> left[count[1]++] = threads.getCurrentThreadAllocatedBytes()));
    run.play(
        "videotestsrc num-buffers=200 ! video/x-raw,width=160,height=120,"
            + words[0]
            + " ! mattestamp ! matteallocationsbefore ! sonomatte name=m "
            + words[1]
            + " ! matteallocationsafter ! fakesink  m.matte ! fakesink");
    long steady = 0;
    for (int frame = 100; frame < 200; frame++) {
      steady += left[frame] - entered[frame];
    }
    assertTrue(steady < 1000, "100 frames allocated " + steady + " bytes");
  }
}
