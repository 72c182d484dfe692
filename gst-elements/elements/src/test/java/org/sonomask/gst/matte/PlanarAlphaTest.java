// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonomask.gst.ffi.OptionalLibrary;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/** Frames that are given an alpha plane, in real pipelines. */
class PlanarAlphaTest {

  private final MatteRun run = new MatteRun();

  @AfterEach
  void close() {
    run.close();
  }

  /** Sizes that are odd have padding in every plane; GStreamer's own converter reads the result. */
  @ParameterizedTest
  @CsvSource({
    "I420,A420,64,48",
    "I420,A420,97,55",
    "NV12,AV12,97,55",
    "I420_10LE,A420_10LE,97,55",
    "I422_10LE,A422_10LE,64,48",
    "Y444_10LE,A444_10LE,97,55"
  })
  void addsThePlaneAndKeepsTheColours(String from, String to, int width, int height) {
    run.play(
        MatteRun.source(from, width, height)
            + " ! mattestamp ! sonomatte feather=0 ! mattetap ! videoconvert"
            + " ! video/x-raw,format=AYUV ! keytap ! fakesink");
    assertEquals(3, run.after.size());
    MatteRun.Frame frame = run.after.get(2);
    assertTrue(frame.caps().contains("format=(string)" + to), frame.caps());
    byte[] colours = run.before.get(2).bytes();
    assertArrayEquals(colours, Arrays.copyOf(frame.bytes(), colours.length));
    byte[] ayuv = run.keys.get(2).bytes();
    int row = 4 * width * (height / 2);
    assertEquals(0, ayuv[row + 4 * (width / 4)] & 255);
    assertEquals(255, ayuv[row + 4 * (width * 5 / 8)] & 255);
    assertEquals(255, ayuv[row + 4 * (width - 1)] & 255);
    assertEquals(0, ayuv[4 * width * (height - 1)] & 255);
  }

  @ParameterizedTest
  @CsvSource({"A420", "AV12"})
  void alphaThatIsThereIsReplaced(String format) {
    run.play(
        MatteRun.source(format, 64, 48)
            + " ! mattestamp ! sonomatte feather=0 ! mattetap ! fakesink");
    byte[] frame = run.after.get(1).bytes();
    int alpha = 64 * 48 * 3 / 2;
    assertArrayEquals(Arrays.copyOf(run.before.get(1).bytes(), alpha), Arrays.copyOf(frame, alpha));
    assertEquals(0, frame[alpha + 64 * 20 + 10]);
    assertEquals(-1, frame[alpha + 64 * 20 + 50]);
  }

  /** The memory of the colours is that which came; that of alpha is the same for all frames. */
  @Test
  void noPixelIsCopied() {
    List<Long> in = new ArrayList<>();
    List<Long> out = new ArrayList<>();
    List<Long> alpha = new ArrayList<>();
    run.addSight("memoryin", buffer -> in.add(memory(buffer, 0)));
    run.addSight(
        "memoryout",
        buffer -> {
          out.add(memory(buffer, 0));
          alpha.add(memory(buffer, 1));
        });
    run.play(
        MatteRun.source("I420", 64, 48)
            + " ! mattestamp ! memoryin ! sonomatte ! video/x-raw,format=A420 ! memoryout"
            + " ! fakesink");
    assertEquals(in, out);
    assertEquals(1, alpha.stream().distinct().count());
  }

  private static long memory(long buffer, int index) {
    return OptionalLibrary.open("gstreamer-1.0")
        .flatMap(library -> library.function("gst_buffer_peek_memory"))
        .orElseThrow()
        .callLong(buffer, index);
  }

  /** A frame that is still on its way keeps its alpha when the next mask comes. */
  @Test
  void anotherMaskLeavesTheFramesBeforeAlone() {
    int[] count = new int[1];
    run.add(
        new TestElement(
            "everyother",
            (caps, buffer) -> run.fields = MaskWriter.fields(masked(count[0]++), count[0])));
    run.play(
        MatteRun.source("I420", 64, 48).replace("=3", "=40")
            + " ! everyother ! mattestamp ! sonomatte feather=0 ! queue max-size-buffers=8"
            + " min-threshold-buffers=6 ! mattetap ! fakesink");
    assertEquals(40, run.after.size());
    for (int i = 0; i < 40; i++) {
      byte[] frame = run.after.get(i).bytes();
      int middle = 64 * 48 * 3 / 2 + 64 * 24;
      assertEquals(i % 2 == 0 ? 0 : 255, frame[middle + 8] & 255, "frame " + i);
      assertEquals(i % 2 == 0 ? 255 : 0, frame[middle + 56] & 255, "frame " + i);
    }
  }

  private static LabelMask masked(int number) {
    return number % 2 == 0 ? MatteRun.MASK : Masks.drawn("22110000", "22110000", "22110000");
  }

  /** Whoever writes into alpha downstream writes into a copy. */
  @Test
  void theSharedPlaneIsNobodysToWrite() {
    run.play(
        MatteRun.source("I420", 64, 48)
            + " ! mattestamp ! sonomatte feather=0 ! video/x-raw,format=A420"
            + " ! sonomatte feather=0 invert=true ! mattetap ! fakesink");
    assertEquals(3, run.after.size());
    for (MatteRun.Frame frame : run.after) {
      int middle = 64 * 48 * 3 / 2 + 64 * 24;
      assertEquals(-1, frame.bytes()[middle + 8]);
      assertEquals(0, frame.bytes()[middle + 56]);
    }
  }

  /** What must have alpha cannot pass without; video goes on when the bundle is there again. */
  @Test
  void framesWaitForABundleThatIsUpdated() {
    int[] count = new int[1];
    run.add(
        new TestElement(
            "bundlestep",
            (caps, buffer) -> {
              count[0]++;
              if (count[0] == 11) {
                run.withdraw();
              } else if (count[0] == 21) {
                run.provide();
              }
            }));
    try (TestPipeline pipeline =
        new TestPipeline(
            MatteRun.source("I420", 64, 48).replace("=3", "=30")
                + " ! bundlestep ! mattestamp ! sonomatte feather=0 ! video/x-raw,format=A420"
                + " ! mattetap ! fakesink")) {
      pipeline.playToEnd();
    }
    assertEquals(20, run.after.size());
    for (MatteRun.Frame frame : run.after) {
      assertEquals(0, frame.bytes()[64 * 48 * 3 / 2 + 64 * 24 + 8]);
    }
  }

  /** Each effect has its formats: frames of a new one follow its caps. */
  @Test
  void anotherEffectNegotiatesAnew() {
    TestPipeline[] playing = new TestPipeline[1];
    int[] count = new int[1];
    run.add(
        new TestElement(
            "planarsetter",
            (caps, buffer) ->
                playing[0].set("m", "effect", count[0]++ % 2 == 0 ? "transparent" : "dim")));
    try (TestPipeline pipeline =
        new TestPipeline(
            MatteRun.source("I420", 64, 48).replace("=3", "=20")
                + " ! planarsetter ! mattestamp ! sonomatte name=m ! mattetap ! fakesink")) {
      playing[0] = pipeline;
      pipeline.playToEnd();
    }
    assertEquals(20, run.after.size());
    for (int i = 0; i < 20; i++) {
      boolean planes = i % 2 == 0;
      assertTrue(run.after.get(i).caps().contains(planes ? "A420" : "I420"), "frame " + i);
      assertEquals(64 * 48 * (planes ? 5 : 3) / 2, run.after.get(i).bytes().length);
    }
  }

  @Test
  void downstreamChoosesBetweenPlanesAndPixels() {
    run.play(
        MatteRun.source("I420", 64, 48)
            + " ! mattestamp ! videoconvert ! sonomatte ! video/x-raw,format=AYUV ! mattetap"
            + " ! fakesink");
    assertTrue(run.after.get(0).caps().contains("AYUV"));
    assertNotEquals(0, run.after.size());
  }
}
