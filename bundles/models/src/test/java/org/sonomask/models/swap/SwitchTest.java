// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ModelSwap.Swapped;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.engine.TestModel;

@Timeout(300)
class SwitchTest {
  private static final int SIZE = 16;
  private static final int SETTLED = 300;
  private static final int STEP = 50;
  private static final int SWAPS = 1000;

  /** A model that stays loaded holds 240,000 bytes; malloc settles by up to 15,000 a swap. */
  private static final double MOST_GROWTH = 40_000;

  @TempDir private Path folder;
  private Path copies;
  private Path model;
  private PlayingStreams streams;
  private Switch models;

  @BeforeEach
  void playWithAnInstalledModel() throws Exception {
    copies = Files.createDirectory(folder.resolve("copies"));
    model = new TestModel(SIZE, SIZE, 1).write(folder);
    streams = new PlayingStreams(4, OnnxSegmenter.open(model, new EngineOptions(1, 2)));
    models = with(file -> OnnxSegmenter.open(file, new EngineOptions(1, 2)));
  }

  private Switch with(SegmenterLoader loader) {
    return new Switch(loader, copies, streams, streams.background());
  }

  @AfterEach
  void stop() throws Exception {
    models.close();
    streams.close();
    try (Stream<Path> left = Files.list(copies)) {
      assertEquals(0, left.count(), "copies of models are left behind");
    }
  }

  @Test
  void aThousandSwapsLeakNothingAndTheStreamsGoOn() throws Exception {
    swapsWhilePlaying(SETTLED);
    List<Footprint> course = new ArrayList<>(List.of(Footprint.now(SETTLED)));
    for (int swaps = SETTLED + STEP; swaps <= SWAPS; swaps += STEP) {
      swapsWhilePlaying(STEP);
      course.add(Footprint.now(swaps));
    }
    Footprint before = course.get(0);
    Footprint after = course.get(course.size() - 1);
    assertTrue(after.threads() <= before.threads() + 2, course.toString());
    assertTrue(after.files() <= before.files() + 2, course.toString());
    double growth = growth(course);
    assertTrue(growth < MOST_GROWTH, growth + " bytes a swap: " + course);
    assertEquals(0, streams.failed());
    streams.awaitMasks(20);
  }

  /** Bytes a swap: the median of the slopes between all pairs, which single peaks do not move. */
  private static double growth(List<Footprint> course) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < course.size(); i++) {
      for (Footprint later : course.subList(i + 1, course.size())) {
        Footprint one = course.get(i);
        slopes.add((double) (later.bytes() - one.bytes()) / (later.swaps() - one.swaps()));
      }
    }
    Collections.sort(slopes);
    return slopes.get(slopes.size() / 2);
  }

  private void swapsWhilePlaying(int swaps) throws Exception {
    for (int i = 0; i < swaps; i++) {
      Swapped swapped = models.swap(model, Optional.empty());
      assertEquals("bright-and-loud", swapped.before());
      streams.awaitMasks(1);
    }
  }

  @Test
  void aModelThatIsNotTheFileItShouldBeIsRefused() throws Exception {
    String right = models.swap(model, Optional.empty()).sha256();
    assertEquals(right, models.swap(model, Optional.of(right.toUpperCase())).sha256());
    refused("not the file it should be", Optional.of("0".repeat(64)));
    Files.writeString(folder.resolve("model.onnx.sha256"), "1".repeat(64) + "  model.onnx\n");
    refused("not the file it should be", Optional.empty());
    Files.writeString(folder.resolve("model.onnx.sha256"), right + "  model.onnx\n");
    models.swap(model, Optional.empty());
  }

  @Test
  void aModelThatBreaksTheContractIsRefused() throws Exception {
    Files.write(model, new byte[] {1, 2, 3});
    refused("", Optional.empty());
    Files.delete(model);
    refused("cannot be read", Optional.empty());
    streams.awaitMasks(2);
  }

  private void refused(String why, Optional<String> sha256) {
    String message =
        assertThrows(SegmenterException.class, () -> models.swap(model, sha256)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void aModelThatAnswersItsGoldenRecordingOtherwiseIsRefused() throws Exception {
    Path golden = folder.resolve("model.onnx.golden");
    streams.record(golden, 3);
    assertEquals(3, models.swap(model, Optional.empty()).golden());
    Path other = Files.createDirectory(folder.resolve("other"));
    Path wrong = new TestModel(SIZE, SIZE, 2).write(other);
    Files.copy(golden, other.resolve("model.onnx.golden"));
    String message =
        assertThrows(SegmenterException.class, () -> models.swap(wrong, Optional.empty()))
            .getMessage();
    assertTrue(message.contains("another shape"), message);
  }

  @Test
  void aModelThatFailsAtWorkIsTakenBackByItself() throws Exception {
    models.swap(model, Optional.empty());
    streams.awaitMasks(2);
    FailingSegmenter[] failing = new FailingSegmenter[1];
    Switch unlucky =
        with(
            file -> {
              Segmenter real = OnnxSegmenter.open(file, new EngineOptions(1, 2));
              failing[0] = new FailingSegmenter(real, "unlucky", 6);
              return failing[0];
            });
    assertEquals("unlucky", unlucky.swap(model, Optional.empty()).now().model());
    failing[0].awaitClosed();
    assertEquals("bright-and-loud", streams.current());
    streams.awaitMasks(20);
    unlucky.close();
  }

  @Test
  void theLastSwapCanBeTakenBack() throws Exception {
    assertFalse(models.rollBack());
    models.swap(model, Optional.empty());
    assertTrue(models.rollBack());
    assertFalse(models.rollBack());
    streams.awaitMasks(2);
  }

  /** What the process holds after so many swaps; the bytes are those beside the Java heap. */
  private record Footprint(int swaps, int threads, long files, long bytes) {
    private static final long PAGE = 4096;

    static Footprint now(int swaps) throws IOException, InterruptedException {
      System.gc();
      Thread.sleep(100);
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        long heap = Runtime.getRuntime().totalMemory();
        return new Footprint(swaps, Thread.activeCount(), open.count(), pages * PAGE - heap);
      }
    }
  }
}
