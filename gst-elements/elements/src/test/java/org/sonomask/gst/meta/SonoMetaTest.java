// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.Leaks;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.frame.Turn;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/** The element in real pipelines. */
class SonoMetaTest {
  private static final long FRAME = MetaScene.FRAME;

  /** What GStreamer calls the turns, in their order. */
  private static final List<String> TURNS =
      List.of("identity", "90r", "180", "90l", "horiz", "vert", "ul-lr", "ur-ll");

  private static final Set<String> TALL = Set.of("90r", "90l", "ul-lr", "ur-ll");

  private final Map<Long, MaskFrame> held = new HashMap<>();

  /** One mask a frame. */
  private static MaskFrame fresh(long time) {
    return RandomFrames.at(time, FRAME);
  }

  /** One mask each five frames. */
  private MaskFrame sparse(long time) {
    return held.computeIfAbsent(time / (5 * FRAME) * 5 * FRAME, SonoMetaTest::fresh);
  }

  private static String source(int frames) {
    return "videotestsrc num-buffers="
        + frames
        + " ! video/x-raw,width=64,height=48,framerate=25/1 ! metastamp ! sonometa name=m source=talk"
        + " epoch=0 ";
  }

  private static List<Long> times(int from, int count, int step) {
    return LongStream.range(0, count).mapToObj(i -> (from + i * step) * FRAME).toList();
  }

  private static void assertQuiet(MetaScene scene) {
    assertEquals(Optional.empty(), scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
  }

  /** Of 48 x 48 pixels, the picture of 64 x 48 has 36 rows. */
  @Test
  void masksLieWhereThePictureIsWithinBars() throws Exception {
    String bars = "videoscale ! video/x-raw,width=48,height=48,pixel-aspect-ratio=1/1 ! sonometa";
    String description =
        source(2).replace("sonometa", bars) + "format=jsonl m.src ! fakesink m.meta ! fakesink";
    MaskGeometry place = fresh(0).geometry();
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      MaskGeometry read = scene.read("jsonl").get(0).geometry();
      assertEquals(place.x(), read.x(), 1e-9);
      assertEquals(6 / 48.0 + place.y() * 36 / 48, read.y(), 1e-9);
      assertEquals(place.width(), read.width(), 1e-9);
      assertEquals(place.height() * 36 / 48, read.height(), 1e-9);
    }
  }

  /** Labels and regions are those of the turned picture, within its bars. */
  @ParameterizedTest
  @EnumSource(Turn.class)
  void masksAreTurnedAsTheirPictureWas(Turn turn) throws Exception {
    String nick = TURNS.get(turn.ordinal());
    String turned =
        "videoflip video-direction="
            + nick
            + " ! videoscale ! video/x-raw,width=48,height=48,pixel-aspect-ratio=1/1 ! sonometa"
            + " video-direction="
            + nick;
    String description =
        source(3).replace("sonometa", turned) + "format=jsonl m.src ! fakesink m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      for (int i = 0; i < 3; i++) {
        MaskFrame read = scene.read("jsonl").get(i);
        MaskFrame made = fresh(i * FRAME);
        LabelMask expected =
            turn.apply(
                new LabelMask(
                    made.width(),
                    made.height(),
                    made.labels(),
                    made.confidence(),
                    made.geometry(),
                    List.of()));
        assertArrayEquals(expected.labels(), read.labels());
        assertEquals(RandomFrames.boxes(expected), RandomFrames.boxes(read.regions()));
        boolean tall = TALL.contains(nick);
        assertEquals(
            tall ? new MaskGeometry(0.125, 0, 0.75, 1) : new MaskGeometry(0, 0.125, 1, 0.75),
            read.geometry());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "klv", "webvtt", "onvif"})
  void eachMaskLeavesExactlyWithTheTimeOfItsFrame(String format) throws Exception {
    String description = source(20) + "format=" + format + " m.src ! fakesink m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(times(0, 20, 1), scene.frames);
      List<MetaScene.Record> records =
          scene.records.stream().filter(one -> one.duration() != 0).toList();
      assertEquals(times(0, 20, 1), records.stream().map(MetaScene.Record::time).toList());
      assertTrue(records.stream().allMatch(one -> one.duration() == FRAME));
      List<MaskFrame> masks = scene.read(format);
      assertEquals(20, masks.size());
      for (int i = 0; i < 20; i++) {
        MaskFrame mask = fresh(i * FRAME);
        assertArrayEquals(mask.labels(), masks.get(i).labels());
        assertEquals(mask.regions(), masks.get(i).regions());
        assertEquals(mask.runningTime(), masks.get(i).runningTime());
        assertEquals("talk", masks.get(i).stream());
        assertEquals(mask.model(), masks.get(i).model());
      }
    }
  }

  @Test
  void confidencesLeaveIfTheyAreAskedFor() throws Exception {
    String description = source(5) + "confidence=true m.src ! fakesink m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      List<MaskFrame> masks = scene.read("jsonl");
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(fresh(i * FRAME).confidence(), masks.get(i).confidence());
      }
    }
  }

  @Test
  void framesWithoutANewMaskAreGaps() {
    try (MetaScene scene =
        new MetaScene(source(20) + "m.src ! fakesink m.meta ! fakesink", this::sparse)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(times(0, 4, 5), scene.records.stream().map(MetaScene.Record::time).toList());
      List<Long> gaps = new ArrayList<>(times(0, 20, 1));
      gaps.removeAll(times(0, 4, 5));
      assertEquals(gaps, scene.gaps);
    }
  }

  @Test
  void heldMasksAreRepeatedIfThatIsWanted() {
    String description = source(20) + "repeat-held=true m.src ! fakesink m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, this::sparse)) {
      scene.pipeline.playToEnd();
      assertEquals(times(0, 20, 1), scene.records.stream().map(MetaScene.Record::time).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jsonl,application/x-json",
    "klv,meta/x-klv",
    "webvtt,application/x-subtitle-vtt",
    "onvif,application/x-onvif-metadata"
  })
  void downstreamChoosesTheFormat(String format, String caps) throws Exception {
    String description = source(3) + "m.src ! fakesink m.meta ! " + caps + " ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      assertEquals(3, scene.read(format).size());
    }
  }

  @Test
  void aFormatThatNobodyTakesCostsTheMetadataAndAWarningOnly() {
    String description =
        source(10) + "format=klv m.src ! fakesink m.meta ! application/x-json ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      assertEquals(10, scene.frames.size());
      assertEquals(0, scene.records.size());
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).orElseThrow().text();
      assertTrue(warning.contains("format"), warning);
    }
  }

  /** Somebody else may call metadata as ours are called: the video goes on, with one warning. */
  @Test
  void damagedMasksCostTheirRecordsOnly() {
    MaskWriter.register();
    Map<String, Object> fields = MaskWriter.fields(Masks.drawn("0110", "0110", "0000"), 1);
    fields.remove("age");
    ElementRegistry.Registration damage =
        ElementRegistry.add(
            new TestElement("metadamage", (caps, buffer) -> MaskWriter.attach(buffer, fields)));
    String description =
        source(20).replace("metastamp", "metadamage") + "m.src ! fakesink m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, time -> null)) {
      scene.pipeline.playToEnd();
      assertEquals(times(0, 20, 1), scene.gaps);
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).orElseThrow().text();
      assertTrue(warning.contains("age"), warning);
    } finally {
      damage.close();
    }
  }

  @Test
  void anUnlinkedPadCostsNothing() {
    try (MetaScene scene = new MetaScene(source(10) + "m.src ! fakesink", SonoMetaTest::fresh)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(10, scene.frames.size());
    }
  }

  /** The encoder holds pictures back, so that records must wait for them. */
  @Test
  void aTransportStreamCarriesTheRecords(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("masks.ts");
    String mux =
        source(50)
            + "m.src ! videoconvert ! x264enc ! h264parse ! mpegtsmux name=mux ! filesink location="
            + file
            + " m.meta ! mux.";
    byte[] written;
    try (MetaScene scene = new MetaScene(mux, this::sparse)) {
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(10, scene.records.size());
      written = joined(scene.records);
    }
    assertTrue(probed(file).contains("klv"), probed(file));
    Path klv = folder.resolve("masks.klv");
    try (TestPipeline demux =
        new TestPipeline(
            "filesrc location=" + file + " ! tsdemux ! meta/x-klv ! filesink location=" + klv)) {
      demux.playToEnd();
    }
    assertArrayEquals(written, Files.readAllBytes(klv));
  }

  private static byte[] joined(List<MetaScene.Record> records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    records.forEach(one -> all.writeBytes(one.bytes()));
    return all.toByteArray();
  }

  private static String probed(Path file) throws Exception {
    Process probe =
        new ProcessBuilder(
                "ffprobe", "-v", "error", "-show_entries", "stream=codec_name", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(probe.getInputStream().readAllBytes());
    assertEquals(0, probe.waitFor(), output);
    return output;
  }

  @Test
  void aFlushingSeekBeginsTheRecordsAnew() throws Exception {
    try (MetaScene scene =
        new MetaScene(
            source(-1) + "m.src ! fakesink sync=true m.meta ! fakesink sync=true", this::sparse)) {
      scene.pipeline.state(TestPipeline.PLAYING);
      while (scene.records.size() < 2) {
        Thread.sleep(5);
      }
      for (int i = 0; i < 3; i++) {
        int before = scene.records.size();
        assertTrue(scene.pipeline.seek(0));
        while (scene.records.stream().skip(before).noneMatch(one -> one.time() == 0)) {
          Thread.sleep(5);
        }
      }
      assertQuiet(scene);
    }
  }

  @Test
  void statesMayChangeAgainAndAgain() throws Exception {
    try (MetaScene scene =
        new MetaScene(source(-1) + "m.src ! fakesink m.meta ! fakesink", this::sparse)) {
      for (int i = 0; i < 25; i++) {
        scene.pipeline.state(TestPipeline.PLAYING);
        int before = scene.records.size();
        while (scene.records.size() == before) {
          Thread.sleep(1);
        }
        scene.pipeline.state(i % 2 == 0 ? TestPipeline.READY : TestPipeline.NULL);
      }
      assertQuiet(scene);
    }
  }

  /** A sink that takes nothing: the queue fills, and stopping must not wait for it. */
  @Test
  void aBlockedBranchDoesNotKeepThePipelineFromStopping() {
    String description =
        source(-1) + "m.src ! fakesink m.meta ! identity sleep-time=50000 ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.begin(TestPipeline.PLAYING);
      while (scene.frames.size() <= 200) {
        assertEquals(Optional.empty(), scene.pipeline.await(TestPipeline.MESSAGE_ERROR, 0.05));
      }
    }
  }

  @Test
  void anotherPictureSizeIsWrittenInTheRecords() throws Exception {
    String description =
        "videotestsrc num-buffers=10 ! video/x-raw,framerate=25/1 ! videoscale ! capsfilter name=c"
            + " caps=video/x-raw,width=64,height=48 ! metastamp ! sonometa name=m m.src ! fakesink"
            + " sync=true m.meta ! fakesink";
    try (MetaScene scene = new MetaScene(description, SonoMetaTest::fresh)) {
      scene.pipeline.probe(
          "m",
          "src",
          buffer -> {
            if (TestElement.time(buffer) == 4 * FRAME) {
              scene.pipeline.set("c", "caps", "video/x-raw,width=128,height=96");
            }
          });
      scene.pipeline.playToEnd();
      assertQuiet(scene);
      assertEquals(10, scene.read("jsonl").size());
      assertTrue(new String(scene.records.get(0).bytes()).contains("\"width\":64,"));
      assertTrue(new String(scene.records.get(9).bytes()).contains("\"width\":128,"));
    }
  }

  @Test
  void nothingLeaks(@TempDir Path folder) throws Exception {
    assertEquals(List.of(), Leaks.of(folder, MetaLeakRun.class));
  }
}
