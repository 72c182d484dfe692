// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/** What becomes of the frames of a stream. */
class MaskStreamTest extends RuntimeFixture {

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
    MaskStream stream = heard(new StreamSettings("s", "", 0, true, SECOND, 0));
    stream.frame(picture(1), SECOND, FRAME);
    MaskFrame own = await(stream, SECOND, MINUTES);
    assertEquals(MaskSource.INFERRED, own.source());
    assertEquals(MaskSource.HELD, stream.newest(SECOND + FRAME).source());
    assertEquals(SECOND, stream.newest(2 * SECOND).runningTime());
    assertNull(stream.newest(2 * SECOND + 1));
    assertNull(stream.newest(SECOND - FRAME));
  }

  @Test
  void theClassesAreThoseOfTheSegmenterInUse() {
    MaskStream stream = runtime.open(live("s"));
    assertEquals(List.of(), stream.classes());
    runtime.addSegmenter(segmenter, 0);
    assertEquals(segmenter.info().classes(), stream.classes());
  }

  @Test
  void aFrameThatClaimsToLastForEverHasItsMask() throws Exception {
    MaskStream stream = heard(live("s"));
    stream.frame(picture(1), SECOND, Long.MAX_VALUE);
    assertNotNull(await(stream, SECOND, MINUTES));
    assertEquals(0, stream.statistics().silent(), "its sound is that around its start");
    assertTrue(stream.wantsFrame(SECOND + FRAME));
  }

  @Test
  void theNewestFrameOfALiveStreamWins() throws Exception {
    MaskStream stream = heard(live("s"));
    segmenter.blocking = true;
    stream.frame(picture(0), SECOND, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    for (int i = 1; i <= 50; i++) {
      assertTrue(stream.frame(picture(i), SECOND + i * FRAME, FRAME));
    }
    segmenter.blocking = false;
    segmenter.permits.release();
    MaskFrame mask = await(stream, SECOND + 50 * FRAME, MINUTES);
    assertEquals(SECOND + 50 * FRAME, mask.runningTime());
    assertTrue(stream.statistics().dropped() >= 45, stream.statistics().toString());
    assertEquals(51, stream.statistics().masks() + stream.statistics().dropped());
  }

  @Test
  void aFrameThatWaitedLongerThanTheMaximalAgeIsDropped() throws Exception {
    MaskStream stream = heard(live("s"));
    segmenter.blocking = true;
    stream.frame(picture(0), SECOND, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    stream.settings(new StreamSettings("s", "", 0, true, 1_000_000, 0));
    stream.frame(picture(1), SECOND + FRAME, FRAME);
    Thread.sleep(60);
    segmenter.blocking = false;
    segmenter.permits.release();
    assertNotNull(await(stream, SECOND, MINUTES));
    await(stream, SECOND + FRAME, MINUTES);
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
    assertEquals(5 * FRAME, await(stream, 5 * FRAME, MINUTES).runningTime());
    assertEquals(6, stream.statistics().masks());
    assertTrue(stream.frame(picture(1), 6 * FRAME, FRAME));
  }

  @Test
  void anAlignedFrameWaitsForItsSound() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    assertTrue(stream.frame(picture(1), SECOND, FRAME));
    sound(stream, 0, SECOND + stream.lookahead() - 100_000, 1);
    assertFalse(stream.await(SECOND, 20_000_000));
    assertNull(stream.newest(SECOND));
    assertEquals(0, segmenter.calls.get());
    stream.audioUntil(SECOND + stream.lookahead());
    MaskFrame mask = await(stream, SECOND, MINUTES);
    assertEquals(1, mask.audioCoverage(), 0.001);
  }

  @Test
  void aSilentWindowIsEmptyWithoutAskingTheModel() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 0.0005f);
    stream.frame(filled(1), SECOND, FRAME);
    MaskFrame mask = await(stream, SECOND, MINUTES);
    assertTrue(mask.regions().isEmpty());
    assertEquals(0, segmenter.calls.get());
    sound(stream, SECOND, 2 * SECOND, 0.05f);
    stream.frame(filled(1), 2 * SECOND, FRAME);
    assertEquals(1, await(stream, 2 * SECOND, MINUTES).regions().size());
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
      assertEquals(1, await(stream, SECOND, MINUTES).regions().size());
    }
  }

  @Test
  void aFlushForgetsAndWakesWhoWaits() throws Exception {
    MaskStream stream = heard(aligned("s"));
    segmenter.blocking = true;
    stream.frame(picture(1), 0, FRAME);
    waitFor(() -> segmenter.calls.get() == 1);
    stream.frame(picture(1), FRAME, FRAME);
    CompletableFuture<MaskFrame> waiting =
        CompletableFuture.supplyAsync(() -> await(stream, FRAME, MINUTES));
    stream.flush();
    assertNull(waiting.get());
    segmenter.blocking = false;
    segmenter.permits.release();
    sound(stream, 0, SECOND, 1);
    for (int i = 0; i < 6; i++) {
      long time = i * FRAME;
      waitFor(() -> stream.frame(picture(1), time, FRAME));
    }
    assertEquals(5 * FRAME, await(stream, 5 * FRAME, MINUTES).runningTime());
    assertEquals(6, stream.statistics().masks());
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(aligned("s"));
    stream.frame(picture(1), 0, FRAME);
    CompletableFuture<MaskFrame> waiting =
        CompletableFuture.supplyAsync(() -> await(stream, 0, MINUTES));
    Thread.sleep(20);
    stream.close();
    assertNull(waiting.get());
    assertFalse(stream.frame(picture(1), FRAME, FRAME));
  }

  @Test
  void settingsChangeWhilePlaying() throws Exception {
    MaskStream stream = heard(live("s"));
    assertEquals(0, stream.lookahead());
    stream.settings(aligned("s"));
    assertEquals(487_500_000, stream.lookahead());
    sound(stream, 0, SECOND, 1);
    stream.frame(picture(1), 0, FRAME);
    assertNotNull(await(stream, 0, MINUTES));
    assertThrows(IllegalArgumentException.class, () -> stream.settings(aligned("other")));
  }
}
