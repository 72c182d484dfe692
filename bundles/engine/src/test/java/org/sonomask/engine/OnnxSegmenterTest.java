// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

class OnnxSegmenterTest {
  private static final EngineOptions OPTIONS = new EngineOptions(1, 4);
  private static final int UINT8 = 2;
  private static final int FLOAT = 1;
  private static final int W = 16;
  private static final int H = 12;

  @TempDir Path folder;

  @Test
  void theModelsMetadataIsRead() throws Exception {
    try (Segmenter segmenter = OnnxSegmenter.open(model(2).write(folder), OPTIONS)) {
      assertEquals("bright-and-loud", segmenter.info().model());
      assertEquals(W, segmenter.info().width());
      assertEquals(H, segmenter.info().height());
      assertEquals(2, segmenter.info().audioExamples());
      assertEquals(960_000_000, segmenter.info().audioHop());
      assertEquals(List.of("background", "uncovered", "covered"), segmenter.info().classes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void eachWindowOfABatchGetsItsOwnMask(int count) throws Exception {
    try (Segmenter segmenter = OnnxSegmenter.open(model(1).write(folder), OPTIONS)) {
      SegmenterBatch batch = segmenter.newBatch(4);
      for (int repeat = 0; repeat < 3; repeat++) {
        for (int slot = 0; slot < count; slot++) {
          fill(segmenter, batch, slot, (slot + repeat) % 2 == 0, slot != 3, slot >= 2);
        }
        segmenter.segment(batch, count);
        for (int slot = 0; slot < count; slot++) {
          boolean sounds = (slot + repeat) % 2 == 0 && slot != 3;
          int middle = slot * W * H + W * H / 2 + W / 2;
          assertEquals(sounds ? slot >= 2 ? 2 : 1 : 0, batch.labels().get(middle));
          assertTrue((batch.confidence().get(middle) & 0xff) > 200);
        }
      }
    }
  }

  @Test
  void aMissingModelIsNamed() {
    Path missing = folder.resolve("missing.onnx");
    String message = refusal(missing);
    assertTrue(message.contains(missing.toString()), message);
    assertTrue(message.contains("there is no model"), message);
  }

  @Test
  void everyFaultOfAModelIsListedAtOnce() throws IOException {
    String message =
        refusal(
            model(1)
                .without("prior")
                .without("sonomask.classes")
                .metadata("sonomask.width", "wide")
                .input("frame", FLOAT, -1, H, W, 3)
                .input("log_mel", FLOAT, -1, 1, 96, 40)
                .input("depth", FLOAT, -1, 1)
                .output("labels", UINT8, 1, H, W)
                .write(folder));
    for (String fault :
        List.of(
            "input prior [N,12,1] is missing",
            "metadata sonomask.classes is missing",
            "sonomask.width is 'wide'",
            "input frame is float32, not uint8",
            "input log_mel is [N,1,96,40], not [N,1,96,64]",
            "input depth is not known",
            "output labels is [1,12,16]")) {
      assertTrue(message.contains(fault), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"background\"]", "{", "[1, null]", "\"dog\""})
  void classesThatAreNoListOfNamesAreRefused(String classes) throws IOException {
    String message = refusal(model(1).metadata("sonomask.classes", classes).write(folder));
    assertTrue(message.contains("sonomask.classes is not a JSON array"), message);
  }

  @Test
  void aTruncatedModelIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = model(1).toBytes();
    Path file = folder.resolve("truncated.onnx");
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      refusal(file);
    }
  }

  @Test
  void garbageIsRefused() throws IOException {
    byte[] garbage = new byte[5000];
    new java.util.Random(3).nextBytes(garbage);
    String message = refusal(Files.write(folder.resolve("garbage.onnx"), garbage));
    assertTrue(message.contains("cannot be read"), message);
  }

  @Test
  void aGraphThatTheEngineCannotRunIsRefused() throws IOException {
    byte[] bytes = model(1).toBytes();
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    String broken = text.replace("Sigmoid", "Sigmoit");
    Path file = folder.resolve("broken.onnx");
    Files.write(file, broken.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    String message = refusal(file);
    assertTrue(message.contains("ONNX Runtime cannot load the model"), message);
    assertTrue(message.contains("Sigmoit"), message);
  }

  @Test
  void aModelThatWritesAnotherShapeThanItSaysIsRefused() throws IOException {
    Path file = new TestModel(W, H, 1).output("labels", UINT8, -1, -1, -1).write(folder);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    // Without padding, the convolution's picture is two pixels smaller.
    Files.write(
        file,
        text.replace("pads@\1@\1@\1@\1", "pads@\0@\0@\0@\0")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    refusal(file);
  }

  @Test
  void aClosedSegmenterSaysSo() throws Exception {
    Segmenter segmenter = OnnxSegmenter.open(model(1).write(folder), OPTIONS);
    SegmenterBatch batch = segmenter.newBatch(1);
    segmenter.close();
    segmenter.close();
    assertThrows(IllegalStateException.class, () -> segmenter.segment(batch, 1));
    assertThrows(IllegalStateException.class, () -> segmenter.newBatch(1));
  }

  @Test
  void aForeignBatchIsRefused() throws Exception {
    try (Segmenter segmenter = OnnxSegmenter.open(model(1).write(folder), OPTIONS)) {
      SegmenterBatch foreign = SegmenterBatch.allocate(segmenter.info(), 1);
      assertThrows(IllegalArgumentException.class, () -> segmenter.segment(foreign, 1));
      assertThrows(IllegalArgumentException.class, () -> segmenter.newBatch(5));
    }
  }

  @Test
  void aReleasedBatchIsRefusedAndOthersWorkOn() throws Exception {
    try (Segmenter segmenter = OnnxSegmenter.open(model(1).write(folder), OPTIONS)) {
      SegmenterBatch released = segmenter.newBatch(1);
      SegmenterBatch kept = segmenter.newBatch(1);
      segmenter.release(released);
      segmenter.release(released);
      assertThrows(IllegalArgumentException.class, () -> segmenter.segment(released, 1));
      segmenter.segment(kept, 1);
    }
  }

  @Test
  void batchesOfSeveralThreadsDoNotMix() throws Exception {
    try (Segmenter segmenter = OnnxSegmenter.open(model(1).write(folder), OPTIONS)) {
      assertEquals(2, segmenter.concurrency());
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int task = 0; task < 4; task++) {
        boolean covered = task % 2 == 1;
        tasks.add(() -> wrong(segmenter, covered));
      }
      ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
      try {
        for (Future<Integer> wrong : threads.invokeAll(tasks)) {
          assertEquals(0, wrong.get());
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** How many of some inferences gave another label than this one has to get. */
  private static int wrong(Segmenter segmenter, boolean covered) throws SegmenterException {
    SegmenterBatch batch = segmenter.newBatch(1);
    int wrong = 0;
    for (int repeat = 0; repeat < 50; repeat++) {
      boolean loud = repeat % 3 != 0;
      fill(segmenter, batch, 0, true, loud, covered);
      segmenter.segment(batch, 1);
      int wanted = loud ? covered ? 2 : 1 : 0;
      wrong += batch.labels().get(W * H / 2 + W / 2) == wanted ? 0 : 1;
    }
    segmenter.release(batch);
    return wrong;
  }

  private static TestModel model(int examples) {
    return new TestModel(W, H, examples);
  }

  private static String refusal(Path file) {
    return assertThrows(SegmenterException.class, () -> OnnxSegmenter.open(file, OPTIONS))
        .getMessage();
  }

  private static void fill(
      Segmenter segmenter,
      SegmenterBatch batch,
      int slot,
      boolean bright,
      boolean loud,
      boolean covered) {
    int pixels = segmenter.info().pixels();
    int mels = segmenter.info().melFloats();
    for (int i = 0; i < pixels * 3; i++) {
      batch.frames().put(slot * pixels * 3 + i, (byte) (bright ? 255 : 0));
    }
    for (int i = 0; i < pixels; i++) {
      batch.priors().put(slot * pixels + i, (byte) (covered ? 9 : 0));
    }
    for (int i = 0; i < mels; i++) {
      batch.logMel().put(slot * mels + i, loud ? 0.5f : -8f);
    }
  }
}
