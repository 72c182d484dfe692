// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskMonitor.ModelStatus;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.api.MaskStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.StreamSettings;

/** What watchers are told. */
class MaskMonitorTest {
  private static final int SIZE = ScriptedSegmenter.SIZE;
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final long MINUTES = 600 * SECOND;

  private final MaskRuntime runtime = new MaskRuntime(new RuntimeSettings(2, 4, 0, 6, -60));

  @AfterEach
  void close() {
    runtime.close();
  }

  private MaskStream open(double threshold) {
    MaskStream stream =
        runtime.open(new StreamSettings("s", "", 0, false, 10 * SECOND, 0, threshold));
    float[] loud = new float[2 * 16_000];
    Arrays.fill(loud, 0.1f);
    stream.audio(FloatBuffer.wrap(loud), 0);
    return stream;
  }

  private static MaskFrame mask(MaskStream stream, int label) throws InterruptedException {
    byte[] picture = new byte[SIZE * SIZE * 3];
    Arrays.fill(picture, 0, picture.length / 2, (byte) label);
    stream.frame(ByteBuffer.wrap(picture), SECOND / 2, FRAME);
    assertTrue(stream.await(SECOND / 2, MINUTES));
    return stream.newest(SECOND / 2);
  }

  /** The scripted segmenter's confidence is the prior. */
  private void prior(int value) {
    runtime.addPriorProvider(new FlatPrior(value), 0);
  }

  private record FlatPrior(int value) implements PriorProvider {
    @Override
    public String name() {
      return "flat";
    }

    @Override
    public Instance open(int width, int height) {
      return (frame, frameOffset, prior, priorOffset) -> {
        for (int i = 0; i < width * height; i++) {
          prior.put(priorOffset + i, (byte) value);
        }
      };
    }
  }

  @Test
  void aStreamTellsItsLevelAreaLatencyAndModel() throws Exception {
    MaskStream stream = open(0);
    assertEquals("", runtime.streams().get(0).model());
    runtime.addSegmenter(new ScriptedSegmenter("scripted"), 0);
    mask(stream, 1);
    StreamStatus status = runtime.streams().get(0);
    assertEquals("scripted", status.model());
    assertEquals(-20, status.level(), 0.1);
    assertEquals(0.5, status.area());
    assertEquals(SECOND / 2, status.newest());
    assertEquals(1, status.latency().count());
    assertEquals(status.statistics().inferenceNanos(), status.latency().sum() * 1e9, 1);
    stream.close();
    assertEquals(List.of(), runtime.streams());
  }

  @Test
  void aModelTellsItsBatchesAndStreams() throws Exception {
    runtime.addSegmenter(new ScriptedSegmenter("second"), 1);
    runtime.addSegmenter(new ScriptedSegmenter("first"), 2);
    mask(open(0), 1);
    List<ModelStatus> models = runtime.models();
    assertEquals(
        List.of("first", "second"), models.stream().map(model -> model.info().model()).toList());
    ModelStatus first = models.get(0);
    assertEquals(4, first.capacity());
    assertEquals(1, first.streams());
    assertEquals(1, first.batches());
    assertEquals(1, first.windows());
    assertEquals(0.25, first.fill());
    assertEquals(1, first.inference().count());
    assertEquals(0, models.get(1).streams());
  }

  @Test
  void whatSoundsWithLessConfidenceThanTheThresholdIsBackground() throws Exception {
    runtime.addSegmenter(new ScriptedSegmenter("scripted"), 0);
    prior(127);
    MaskFrame below = mask(open(0.5), 2);
    assertArrayEquals(new byte[SIZE * SIZE], below.labels());
    assertEquals((byte) 128, below.confidence()[0]);
    MaskFrame above = mask(open(0.498), 2);
    assertEquals(2, above.labels()[0]);
    assertEquals(127, above.confidence()[0]);
  }

  @Test
  void aWindowListenerSeesWhatTheSegmenterSaw() throws Exception {
    ScriptedSegmenter segmenter = new ScriptedSegmenter("scripted");
    runtime.addSegmenter(segmenter, 0);
    prior(99);
    record Seen(int red, int prior, float mel, int label, int confidence, MaskFrame mask) {}
    BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    runtime.addWindowListener(
        window -> {
          throw new IllegalStateException("others are told nevertheless");
        });
    runtime.addWindowListener(
        window ->
            seen.add(
                new Seen(
                    window.frame().get(0),
                    window.prior().get(0),
                    window.logMel().get(0),
                    window.labels().get(0),
                    window.confidence().get(0),
                    window.mask().copy())));
    MaskFrame mask = mask(open(0.9), 2);
    Seen one = seen.take();
    assertEquals(mask.runningTime(), one.mask().runningTime());
    assertArrayEquals(mask.labels(), one.mask().labels());
    assertArrayEquals(mask.confidence(), one.mask().confidence());
    assertEquals(2, one.red());
    assertEquals(99, one.prior());
    assertTrue(one.mel() > -5, "" + one.mel());
    assertEquals(2, one.label(), "the label before the threshold");
    assertEquals(99, one.confidence());
  }
}
