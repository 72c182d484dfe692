// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.GstAnalytics;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.NativeFunction;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.OptionalLibrary;
import org.sonomask.gst.ffi.TestPipeline;

/** What a C program reads with GStreamer's own functions; where GStreamer has them. */
class UpstreamReadsMasksTest {
  private static final List<String> CLASSES = List.of("background", "dog", "violin", "car");
  private static final int WIDTH = 24;
  private static final int HEIGHT = 16;

  @TempDir private static Path folder;
  private static NativeFunction reader;

  @BeforeAll
  static void compileTheReader() throws Exception {
    Launch.initialise();
    boolean expected = System.getenv("SONOMASK_EXPECTS_ANALYTICS") != null;
    assumeTrue(expected || GstAnalytics.isPresent(), "this GStreamer has no analytics metadata");
    assertTrue(GstAnalytics.isPresent(), "the test set-up says that GStreamer has it");
    Path library = folder.resolve("libreadsegmentation.so");
    Process gcc =
        new ProcessBuilder(
                "sh",
                "-c",
                "gcc -Wall -Werror -shared -fPIC src/test/c/read-segmentation.c -o \"$0\""
                    + " $(pkg-config --cflags --libs gstreamer-analytics-1.0 gstreamer-video-1.0)",
                library.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(gcc.getInputStream().readAllBytes());
    assertEquals(0, gcc.waitFor(), output);
    reader =
        OptionalLibrary.open(library.toString())
            .flatMap(opened -> opened.function("read_segmentation"))
            .orElseThrow();
  }

  private static List<String> read(long buffer) throws Exception {
    Path said = folder.resolve("said");
    long path = GLib.g_strdup(said.toString());
    try {
      assertEquals(1, reader.callInt(buffer, path), "no analytics metadata");
    } finally {
      NativeMemory.free(path);
    }
    return Files.readAllLines(said);
  }

  private static MaskFrame mask(int seed, MaskGeometry geometry) {
    Random random = new Random(seed);
    byte[] labels = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(CLASSES.size());
    }
    List<Region> regions =
        List.of(
            new Region(1, "dog", 0.5f, 3, 2, 9, 7, 20, 41),
            new Region(3, "car", 0.25f, 0, 0, 24, 16, 9));
    return new MaskFrame(
        "talk",
        0,
        40_000_000,
        WIDTH,
        HEIGHT,
        labels,
        new byte[labels.length],
        regions,
        geometry,
        1,
        MaskSource.INFERRED,
        "test-model");
  }

  /** What the program says about frames behind some elements. */
  private static List<List<String>> said(
      MaskFrame mask, String between, int x, int y, int width, int height) {
    List<List<String>> said = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicInteger frames = new AtomicInteger();
    try (MaskStamp stamp = new MaskStamp(mask, CLASSES);
        TestPipeline pipeline =
            new TestPipeline(
                "videotestsrc num-buffers=3 ! video/x-raw,format=I420,width=640,height=480 !"
                    + " identity name=a ! "
                    + between
                    + " ! identity name=z ! fakesink")) {
      pipeline.probe("a", "src", buffer -> stamp.stamp(buffer, 0, x, y, width, height));
      pipeline.probe(
          "z",
          "src",
          buffer -> {
            try {
              frames.incrementAndGet();
              said.add(read(buffer));
            } catch (Throwable t) {
              failure.set(t);
            }
          });
      pipeline.playToEnd();
    }
    assertEquals(null, failure.get());
    assertEquals(3, frames.get());
    return said;
  }

  private static List<String> expected(MaskFrame mask, String place, String dog, String car) {
    List<String> lines = new ArrayList<>();
    lines.add("mask GRAY8 24x16 at " + place);
    lines.add(
        "pixels "
            + IntStream.range(0, mask.labels().length)
                .mapToObj(i -> String.valueOf(mask.labels()[i]))
                .collect(Collectors.joining(" ")));
    for (int i = 0; i < CLASSES.size(); i++) {
      lines.add("class " + i + " " + CLASSES.get(i));
    }
    lines.add("box dog " + dog + " 0.500 track 41");
    lines.add("box car " + car + " 0.250");
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "identity; 0 0 640 480; 80 60 240 210; 0 0 640 480",
        "queue ! videoconvert ! video/x-raw,format=RGB; 0 0 640 480; 80 60 240 210; 0 0 640 480",
        "videoscale ! video/x-raw,width=320,height=240; 0 0 320 240; 40 30 120 105; 0 0 320 240"
      })
  void everyPixelIsTheMasks(String between, String place, String dog, String car) {
    for (int seed = 0; seed < 4; seed++) {
      MaskFrame mask = mask(seed, MaskGeometry.WHOLE);
      for (List<String> one : said(mask, between, 0, 0, 640, 480)) {
        assertEquals(expected(mask, place, dog, car), one);
      }
    }
  }

  /** A mask on the middle half, of a picture that is a crop: offset (16, 8) of 600 x 400. */
  @Test
  void theRectangleFollowsGeometryAndCrop() {
    MaskFrame mask = mask(9, new MaskGeometry(0.25, 0, 0.5, 1));
    for (List<String> one : said(mask, "identity", 16, 8, 600, 400)) {
      assertEquals(expected(mask, "166 8 300 400", "204 58 112 175", "166 8 300 400"), one);
    }
  }

  /** The edges lie on whole pixels, never further than half of one from where they are. */
  @Test
  void noEdgeIsMoreThanHalfAPixelOff() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      double x = random.nextDouble() / 2;
      double y = random.nextDouble() / 2;
      double w = 0.1 + random.nextDouble() / 3;
      double h = 0.1 + random.nextDouble() / 3;
      MaskFrame mask = mask(round, new MaskGeometry(x, y, w, h));
      String line = said(mask, "identity", 0, 0, 640, 480).get(0).get(0);
      int[] place =
          Arrays.stream(line.substring(line.indexOf(" at ") + 4).split(" "))
              .mapToInt(Integer::parseInt)
              .toArray();
      assertEquals(x * 640, place[0], 0.5);
      assertEquals(y * 480, place[1], 0.5);
      assertEquals((x + w) * 640, place[0] + place[2], 0.5);
      assertEquals((y + h) * 480, place[1] + place[3], 0.5);
    }
  }
}
