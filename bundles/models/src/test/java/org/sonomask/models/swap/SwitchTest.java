// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ModelSwap.Swapped;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.engine.TestModel;

class SwitchTest {
  private static final int SIZE = 16;
  private static final int SETTLED = 300;
  private static final int SWAPS = 1000;

  /** Bytes a swap; a model that stays loaded holds 1,250,000. */
  private static final long MOST_GROWTH = 40_000;

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
    Footprint before = Footprint.settled();
    swapsWhilePlaying(SWAPS - SETTLED);
    Footprint after = Footprint.settled();
    String both = before + " became " + after;
    assertTrue(after.threads() <= before.threads() + 2, both);
    assertTrue(after.files() <= before.files() + 2, both);
    assertTrue(after.bytes() - before.bytes() < MOST_GROWTH * (SWAPS - SETTLED), both);
    assertEquals(0, streams.failed());
    streams.awaitMasks(20);
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
    refused(model + " cannot be read", Optional.empty());
    Files.delete(model);
    refused("there is no file", Optional.empty());
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
}
