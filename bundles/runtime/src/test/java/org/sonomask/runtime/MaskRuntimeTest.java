// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.StreamSettings;

@Timeout(60)
class MaskRuntimeTest {
  private static final int SIZE = ScriptedSegmenter.SIZE;
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  private final ScriptedSegmenter segmenter = new ScriptedSegmenter("scripted");
  private final RuntimeSettings settings = new RuntimeSettings(2, 4, 5_000_000, 6, -60);
  private final MaskRuntime runtime = new MaskRuntime(settings);

  @AfterEach
  void close() {
    segmenter.permits.release(1_000_000);
    runtime.close();
  }

  @Test
  void theNumberOfStreamsIsLimited() {
    runtime.open(live("one"));
    MaskStream two = runtime.open(live("two"));
    String message =
        assertThrows(IllegalStateException.class, () -> runtime.open(live("three"))).getMessage();
    assertTrue(message.contains("2 streams are open already"), message);
    two.close();
    two.close();
    runtime.open(live("three"));
  }

  @Test
  void withoutASegmenterNothingIsWanted() {
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    assertEquals(0, stream.frameWidth());
    assertFalse(stream.wantsFrame(0));
    assertFalse(stream.frame(picture(1), 0, FRAME));
    assertNull(stream.newest(0));
  }

  @Test
  void aLiveStreamWantsFramesOnceThereIsSoundAndAtItsInterval() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(new StreamSettings("s", "", 5 * FRAME, true, 10 * SECOND, 0));
    assertFalse(stream.wantsFrame(0));
    sound(stream, 0, SECOND, 1);
    assertTrue(stream.wantsFrame(SECOND));
    assertTrue(stream.frame(picture(1), SECOND, FRAME));
    assertFalse(stream.wantsFrame(SECOND + 4 * FRAME));
    assertTrue(stream.wantsFrame(SECOND + 5 * FRAME - 7));
    assertTrue(stream.wantsFrame(0), "after a jump back");
  }

  @Test
  void framesShowTheirOwnMaskThenItIsHeldThenItIsTooOld() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(new StreamSettings("s", "", 0, true, SECOND, 0));
    sound(stream, 0, SECOND, 1);
    stream.frame(picture(1), SECOND, FRAME);
    MaskFrame own = stream.await(SECOND, 10 * SECOND);
    assertEquals(MaskSource.INFERRED, own.source());
    assertEquals(MaskSource.HELD, stream.newest(SECOND + FRAME).source());
    assertEquals(SECOND, stream.newest(2 * SECOND).runningTime());
    assertNull(stream.newest(2 * SECOND + 1));
    assertNull(stream.newest(SECOND - FRAME));
  }

  @Test
  void theNewestFrameOfALiveStreamWins() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.blocking = true;
    stream.frame(picture(0), SECOND, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    for (int i = 1; i <= 50; i++) {
      assertTrue(stream.frame(picture(i), SECOND + i * FRAME, FRAME));
    }
    segmenter.blocking = false;
    segmenter.permits.release();
    MaskFrame mask = stream.await(SECOND + 50 * FRAME, 10 * SECOND);
    assertEquals(SECOND + 50 * FRAME, mask.runningTime());
    assertTrue(stream.statistics().dropped() >= 45, stream.statistics().toString());
    assertEquals(51, stream.statistics().masks() + stream.statistics().dropped());
  }

  @Test
  void aFrameThatWaitedLongerThanTheMaximalAgeIsDropped() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.blocking = true;
    stream.frame(picture(0), SECOND, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    stream.settings(new StreamSettings("s", "", 0, true, 1_000_000, 0));
    stream.frame(picture(1), SECOND + FRAME, FRAME);
    Thread.sleep(60);
    segmenter.blocking = false;
    segmenter.permits.release();
    assertNotNull(stream.await(SECOND, 10 * SECOND));
    stream.await(SECOND + FRAME, 10 * SECOND);
    assertEquals(1, stream.statistics().dropped());
    assertEquals(1, segmenter.windows.get());
  }

  @Test
  void aFullQueueSaysNoAndLosesNothing() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    for (int i = 0; i < 6; i++) {
      assertTrue(stream.frame(picture(1), i * FRAME, FRAME));
    }
    assertFalse(stream.frame(picture(1), 6 * FRAME, FRAME));
    assertEquals(0, segmenter.calls.get(), "their sound is not there yet");
    sound(stream, 0, SECOND, 1);
    assertEquals(5 * FRAME, stream.await(5 * FRAME, 10 * SECOND).runningTime());
    assertEquals(6, stream.statistics().masks());
    assertTrue(stream.frame(picture(1), 6 * FRAME, FRAME));
  }

  @Test
  void anAlignedFrameWaitsForItsSound() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    assertTrue(stream.frame(picture(1), SECOND, FRAME));
    sound(stream, 0, SECOND + stream.lookahead() - 100_000, 1);
    assertNull(stream.await(SECOND, 20_000_000));
    assertEquals(0, segmenter.calls.get());
    stream.audioUntil(SECOND + stream.lookahead());
    MaskFrame mask = stream.await(SECOND, 10 * SECOND);
    assertEquals(1, mask.audioCoverage(), 0.001);
  }

  @Test
  void aSegmenterThatFailsIsAskedAgain() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.failing = true;
    stream.frame(picture(1), SECOND, FRAME);
    assertNull(stream.await(SECOND, 10 * SECOND));
    assertEquals(1, stream.statistics().failed());
    segmenter.failing = false;
    stream.frame(picture(1), SECOND + FRAME, FRAME);
    assertNotNull(stream.await(SECOND + FRAME, 10 * SECOND));
  }

  @Test
  void aSegmenterThatHangsCanBeReplaced() throws Exception {
    runtime.addSegmenter(segmenter, 1);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.blocking = true;
    for (int i = 0; i < 20; i++) {
      assertTrue(stream.frame(picture(1), SECOND + i * FRAME, FRAME), "video goes on");
      assertNull(stream.newest(SECOND + i * FRAME));
    }
    ScriptedSegmenter healthy = new ScriptedSegmenter("healthy");
    runtime.addSegmenter(healthy, 0);
    runtime.removeSegmenter(segmenter);
    stream.frame(picture(1), 2 * SECOND, FRAME);
    assertEquals("healthy", stream.await(2 * SECOND, 10 * SECOND).model());
  }

  @Test
  void aSegmenterThatIsNoLongerUsedGetsItsBatchesBack() {
    for (int i = 0; i < 3; i++) {
      runtime.addSegmenter(segmenter, 0);
      assertTrue(segmenter.batches.get() > 0);
      runtime.removeSegmenter(segmenter);
      assertEquals(0, segmenter.batches.get());
    }
  }

  @Test
  void aLabelWithoutAClassIsAFailure() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    stream.frame(filled(77), SECOND, FRAME);
    assertNull(stream.await(SECOND, 10 * SECOND));
    assertEquals(1, stream.statistics().failed());
  }

  @Test
  void aSilentWindowIsEmptyWithoutAskingTheModel() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 0.0005f);
    stream.frame(filled(1), SECOND, FRAME);
    MaskFrame mask = stream.await(SECOND, 10 * SECOND);
    assertTrue(mask.regions().isEmpty());
    assertEquals(0, segmenter.calls.get());
    sound(stream, SECOND, 2 * SECOND, 0.05f);
    stream.frame(filled(1), 2 * SECOND, FRAME);
    assertEquals(1, stream.await(2 * SECOND, 10 * SECOND).regions().size());
    assertEquals(2, stream.statistics().masks());
    assertEquals(1, stream.statistics().silent());
  }

  @Test
  void silenceMayBeLeftToTheModel() throws Exception {
    RuntimeSettings always = new RuntimeSettings(2, 4, 5_000_000, 6, Double.NEGATIVE_INFINITY);
    try (MaskRuntime asking = new MaskRuntime(always)) {
      asking.addSegmenter(segmenter, 0);
      MaskStream stream = asking.open(live("s"));
      sound(stream, 0, SECOND, 0);
      stream.frame(filled(1), SECOND, FRAME);
      assertEquals(1, stream.await(SECOND, 10 * SECOND).regions().size());
    }
  }

  @Test
  void aFlushForgetsAndWakesWhoWaits() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.blocking = true;
    stream.frame(picture(1), 0, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    stream.frame(picture(1), FRAME, FRAME);
    CompletableFuture<MaskFrame> waiting =
        CompletableFuture.supplyAsync(() -> await(stream, FRAME, 40 * SECOND));
    stream.flush();
    assertNull(waiting.get());
    segmenter.blocking = false;
    segmenter.permits.release();
    sound(stream, 0, SECOND, 1);
    for (int i = 0; i < 6; i++) {
      long time = i * FRAME;
      waitFor(() -> stream.frame(picture(1), time, FRAME));
    }
    assertEquals(5 * FRAME, stream.await(5 * FRAME, 10 * SECOND).runningTime());
    assertEquals(6, stream.statistics().masks());
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    stream.frame(picture(1), 0, FRAME);
    CompletableFuture<MaskFrame> waiting =
        CompletableFuture.supplyAsync(() -> await(stream, 0, 40 * SECOND));
    Thread.sleep(20);
    stream.close();
    assertNull(waiting.get());
    assertFalse(stream.frame(picture(1), FRAME, FRAME));
  }

  @Test
  void settingsChangeWhilePlaying() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    assertEquals(0, stream.lookahead());
    stream.settings(aligned("s"));
    assertEquals(487_500_000, stream.lookahead());
    sound(stream, 0, SECOND, 1);
    stream.frame(picture(1), 0, FRAME);
    assertNotNull(stream.await(0, 10 * SECOND));
    assertThrows(IllegalArgumentException.class, () -> stream.settings(aligned("other")));
  }

  @Test
  void theStreamsModelIsUsedAndTheHighestRankingWithoutOne() {
    runtime.addSegmenter(segmenter, 0);
    ScriptedSegmenter better = new ScriptedSegmenter("better");
    MaskStream named = runtime.open(new StreamSettings("n", "better", 0, true, SECOND, 0));
    assertEquals(0, named.frameWidth());
    runtime.addSegmenter(better, 5);
    assertEquals(SIZE, named.frameWidth());
    runtime.removeSegmenter(better);
    assertEquals(0, named.frameWidth());
  }

  @Test
  void theBestPriorProviderIsAsked() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    assertEquals(0, confidence(stream, 0));
    PriorProvider seven = new Constant(7);
    runtime.addPriorProvider(new Constant(3), 1);
    runtime.addPriorProvider(seven, 2);
    assertEquals(7, confidence(stream, 1));
    runtime.removePriorProvider(seven);
    assertEquals(3, confidence(stream, 2));
    runtime.addPriorProvider(new Constant(-1), 9);
    assertEquals(0, confidence(stream, 3), "one that fails is not used");
  }

  @Test
  void aListenerThatFailsHarmsNobody() throws Exception {
    CompletableFuture<MaskFrame> heard = new CompletableFuture<>();
    runtime.addListener(
        mask -> {
          throw new IllegalStateException("the test breaks it");
        });
    runtime.addListener(
        mask -> {
          throw new NoClassDefFoundError("the test takes it away");
        });
    runtime.addListener(heard::complete);
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    stream.frame(filled(1), SECOND, FRAME);
    assertEquals("s", heard.get().stream());
    assertEquals(SECOND, stream.await(SECOND, 10 * SECOND).runningTime());
  }

  private int confidence(MaskStream stream, int number) throws InterruptedException {
    long time = SECOND + number * FRAME;
    assertTrue(stream.frame(filled(1), time, FRAME));
    return stream.await(time, 10 * SECOND).confidence()[0];
  }

  private record Constant(int value) implements PriorProvider {
    @Override
    public String name() {
      return "constant " + value;
    }

    @Override
    public Instance open(int width, int height) {
      return (frame, frameOffset, prior, priorOffset) -> {
        if (value < 0) {
          throw new IllegalStateException("the test breaks it");
        }
        for (int i = 0; i < width * height; i++) {
          prior.put(priorOffset + i, (byte) value);
        }
      };
    }
  }

  private static MaskFrame await(MaskStream stream, long time, long timeout) {
    try {
      return stream.await(time, timeout);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitFor(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private static StreamSettings live(String name) {
    return new StreamSettings(name, "", 0, true, 10 * SECOND, 0);
  }

  private static StreamSettings aligned(String name) {
    return new StreamSettings(name, "", 0, false, 10 * SECOND, 0);
  }

  private static void sound(MaskStream stream, long from, long to, float amplitude) {
    float[] samples = new float[(int) ((to - from) / 62_500)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 2 == 0 ? amplitude : -amplitude;
    }
    stream.audio(FloatBuffer.wrap(samples), from);
  }

  private static ByteBuffer picture(int number) {
    return filled(number % 3);
  }

  private static ByteBuffer filled(int value) {
    byte[] bytes = new byte[SIZE * SIZE * 3];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
  }
}
