// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.Leaks;
import org.sonomask.gst.meta.RandomFrames;

/** The element in real pipelines, behind sonometa or a file. */
class SonoMetaDecTest {
  private static final long FRAME = DecodedScene.FRAME;
  private static final String VIDEO =
      "video/x-raw,width=64,height=48,framerate=25/1 ! identity name=i ! ";

  /** Waits for what a busy machine reads late. */
  private static final String DECODER = "sonometadec name=d max-wait-time=3600000000000 ";

  @TempDir private Path folder;

  private static MaskFrame at(int frame) {
    return RandomFrames.at(frame * FRAME, FRAME);
  }

  private static String source(int frames) {
    return "videotestsrc num-buffers=" + frames + " ! " + VIDEO;
  }

  private Path file(int frames, int step) throws IOException {
    return DecodedScene.write(
        folder.resolve("masks.jsonl"),
        LongStream.range(0, frames).filter(i -> i % step == 0).mapToObj(i -> at((int) i)).toList());
  }

  private static void assertQuiet(DecodedScene scene) {
    assertEquals(Optional.empty(), scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
  }

  private static void assertShows(DecodedScene.Seen seen, MaskFrame mask, long age) {
    assertArrayEquals(mask.labels(), seen.mask().labels());
    assertArrayEquals(mask.confidence(), seen.mask().confidence());
    assertEquals(mask.regions(), seen.mask().regions());
    assertEquals(mask.geometry(), seen.mask().geometry());
    assertEquals(mask.model(), seen.mask().model());
    assertEquals(mask.audioCoverage(), seen.mask().audioCoverage());
    assertEquals(mask.runningTime(), seen.mask().runningTime());
    assertEquals(mask.duration(), seen.mask().duration());
    assertEquals(age, seen.age());
  }

  @Test
  void aFilesMasksAreOnTheirFramesToTheLastBit() throws Exception {
    Path file = file(40, 1);
    try (DecodedScene scene =
        new DecodedScene(source(40) + DECODER + "location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(40, scene.seen.size());
      for (int i = 0; i < 40; i++) {
        assertShows(scene.seen.get(i * FRAME), at(i), 0);
      }
    }
  }

  @Test
  void aMaskIsHeldUntilTheNextOneOrUntilItIsTooOld() throws Exception {
    Path file = file(40, 10);
    try (DecodedScene scene =
        new DecodedScene(
            source(40) + DECODER + "max-age=" + 4 * FRAME + " location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      for (int i = 0; i < 40; i++) {
        DecodedScene.Seen seen = scene.seen.get(i * FRAME);
        if (i % 10 <= 4) {
          assertShows(seen, at(i / 10 * 10), i % 10 * FRAME);
        } else {
          assertEquals(null, seen.mask());
        }
      }
    }
  }

  /** From one element to the other in one pipeline: what was shown is shown again. */
  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "webvtt", "klv", "onvif"})
  void whatSonometaWritesIsReadAgain(String format) throws Exception {
    String description =
        "videotestsrc num-buffers=40 ! "
            + VIDEO
            + "decstamp ! tee name=t t. ! queue ! sonometa name=m epoch=0 confidence=true format="
            + format
            + " ! fakesink m.meta ! queue ! d.meta t. ! queue ! decstrip ! "
            + DECODER
            + "! fakesink";
    try (DecodedScene scene = new DecodedScene(description)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(40, scene.seen.size());
      for (int i = 0; i < 40; i++) {
        DecodedScene.Seen seen = scene.seen.get(i * FRAME);
        assertArrayEquals(at(i / 5 * 5).labels(), seen.mask().labels(), "frame " + i);
        assertEquals(at(i / 5 * 5).regions(), seen.mask().regions());
        assertEquals(i % 5 * FRAME, seen.age());
      }
    }
  }

  @Test
  void aSeekFindsTheMasksOfItsPlace() throws Exception {
    Path file = file(500, 1);
    try (DecodedScene scene =
        new DecodedScene(source(500) + DECODER + "location=" + file + " ! fakesink sync=true")) {
      scene.pipeline.state(TestPipeline.PAUSED);
      for (int place : new int[] {400, 20, 250}) {
        scene.seen.clear();
        assertTrue(scene.pipeline.seek(place * FRAME));
        scene.pipeline.state(TestPipeline.PAUSED);
        assertArrayEquals(
            at(place).labels(), scene.seen.get(place * FRAME).mask().labels(), "at " + place);
      }
      assertQuiet(scene);
    }
  }

  @Test
  void rubbishIsAWarningAndVideoFlowsOn() throws Exception {
    byte[] rubbish = new byte[1 << 20];
    new Random(3).nextBytes(rubbish);
    Path file = Files.write(folder.resolve("rubbish"), rubbish);
    try (DecodedScene scene =
        new DecodedScene(source(20) + DECODER + "location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      assertEquals(20, scene.seen.size());
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).orElseThrow().text();
      assertTrue(warning.contains("damaged"), warning);
      assertQuiet(scene);
    }
  }

  @Test
  void aDamagedLineCostsItsOwnMaskOnly() throws Exception {
    Path file = file(10, 1);
    List<String> lines = Files.readAllLines(file);
    lines.set(4, lines.get(4).substring(0, 100));
    Files.write(file, lines);
    try (DecodedScene scene =
        new DecodedScene(source(10) + DECODER + "max-age=0 location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      for (int i = 0; i < 10; i++) {
        assertEquals(i == 4, scene.seen.get(i * FRAME).mask() == null, "frame " + i);
      }
    }
  }

  @Test
  void aMissingFileIsAWarningThatNamesIt() {
    try (DecodedScene scene =
        new DecodedScene(source(5) + DECODER + "location=/nowhere.jsonl ! fakesink")) {
      scene.pipeline.playToEnd();
      assertEquals(5, scene.seen.size());
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).orElseThrow().text();
      assertTrue(warning.contains("/nowhere.jsonl"), warning);
    }
  }

  /** A line without an end, as long as one likes: memory stays bounded, and video flows. */
  @Test
  void aLineOfEndlessLengthIsRefused() throws Exception {
    Path file = folder.resolve("long");
    byte[] chunk = "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 40; i++) {
      Files.write(file, chunk, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    try (DecodedScene scene =
        new DecodedScene(source(5) + DECODER + "location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      assertEquals(5, scene.seen.size());
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).orElseThrow().text();
      assertTrue(warning.contains("longer than"), warning);
    }
  }

  @Test
  void videoWaitsForASilentStreamOnceOnly() {
    String description =
        source(20)
            + "sonometadec name=d max-wait-time=200000000 ! fakesink"
            + " fakesrc is-live=true num-buffers=1 datarate=1 ! valve drop=true ! d.meta";
    try (DecodedScene scene = new DecodedScene(description)) {
      scene.pipeline.begin(TestPipeline.PLAYING);
      while (scene.seen.size() < 20) {
        Thread.onSpinWait();
      }
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING).orElseThrow().text();
      assertTrue(warning.contains("No records come"), warning);
    }
  }

  @Test
  void aLongFileIsReadOnlyAsFarAsMasksAreTaken() throws Exception {
    Path file = file(2_000, 1);
    try (DecodedScene scene =
        new DecodedScene(source(2_000) + DECODER + "location=" + file + " ! fakesink")) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(2_000, scene.seen.size());
      assertTrue(scene.seen.values().stream().allMatch(seen -> seen.mask() != null));
    }
  }

  @Test
  void statesMayChangeAgainAndAgain() throws Exception {
    Path file = file(300, 1);
    try (DecodedScene scene =
        new DecodedScene(source(-1) + DECODER + "location=" + file + " ! fakesink sync=true")) {
      for (int i = 0; i < 20; i++) {
        scene.seen.clear();
        scene.pipeline.state(TestPipeline.PLAYING);
        while (scene.seen.isEmpty()) {
          Thread.sleep(1);
        }
        scene.pipeline.state(i % 2 == 0 ? TestPipeline.READY : TestPipeline.NULL);
        assertEquals(Map.of(), without(scene));
      }
      assertQuiet(scene);
    }
  }

  /** The frames that have no mask. */
  private static Map<Long, DecodedScene.Seen> without(DecodedScene scene) {
    Map<Long, DecodedScene.Seen> bare = new TreeMap<>(scene.seen);
    bare.values().removeIf(seen -> seen.mask() != null);
    return bare;
  }

  @Test
  void nothingLeaks() throws Exception {
    String file = file(200, 1).toString();
    assertEquals(List.of(), Leaks.of(folder, DecLeakRun.class, file));
  }
}
