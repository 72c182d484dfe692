// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.gst.ffi.TestPipeline;

class SonoMaskTest {
  private static final String SINKS =
      " t.video_src ! fakesink name=v t.audio_src ! fakesink name=a ";
  private static final String PICTURES =
      "videotestsrc num-buffers=40 pattern=red ! video/x-raw,width=64,height=48,framerate=25/1 !"
          + " t.video_sink ";
  private static final String SOUND =
      "audiotestsrc num-buffers=170 samplesperbuffer=480 ! audio/x-raw,rate=48000 ! t.audio_sink ";

  /** Waits for sound that a busy machine makes late, and for its masks. */
  private static final String ALIGNED =
      "sonomask name=t sync-mode=aligned inference-interval=0 timeout=3600000000000"
          + " starvation-timeout=3600000000000 ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I420",
        "NV12",
        "YUY2",
        "UYVY",
        "RGB",
        "BGRx",
        "ARGB",
        "GRAY8",
        "GRAY16_LE",
        "I420_10LE",
        "P010_10LE",
        "v210",
        "Y444",
        "AYUV64",
        "RGB16"
      })
  void anyRawVideoReachesTheModelAsRgb(String format) {
    String pictures =
        "videotestsrc num-buffers=3 pattern=white ! video/x-raw,format="
            + format
            + ",width=62,height=34,framerate=25/1 ! t.video_sink ";
    try (Scene scene = new Scene(ALIGNED + SINKS + pictures + SOUND).playToEnd()) {
      assertEquals(3, scene.own.get(), scene::toString);
      assertTrue((scene.lastLabel & 0xff) >= 235, "white became " + (scene.lastLabel & 0xff));
    }
  }

  @ParameterizedTest
  @CsvSource({"I420,red,255", "NV12,blue,0", "BGRA,red,255", "YUY2,green,0"})
  void coloursReachTheModelUnchanged(String format, String pattern, int red) {
    String pictures =
        "videotestsrc num-buffers=2 pattern="
            + pattern
            + " ! video/x-raw,format="
            + format
            + ",width=1280,height=720,framerate=25/1 ! t.video_sink ";
    try (Scene scene = new Scene(ALIGNED + SINKS + pictures + SOUND).playToEnd()) {
      assertEquals(red, scene.lastLabel & 0xff, 4, scene::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S16LE,44100,1,interleaved",
    "F32LE,48000,6,interleaved",
    "S24LE,96000,2,interleaved",
    "U8,8000,1,interleaved",
    "F64BE,16000,2,non-interleaved",
    "S32LE,22050,2,non-interleaved"
  })
  void anyRawAudioReachesTheModelAs16kHzMono(String format, int rate, int channels, String layout) {
    String sound =
        "audiotestsrc wave=square volume=0.5 num-buffers=100 samplesperbuffer="
            + rate / 100
            + " ! audio/x-raw,format="
            + format
            + ",rate="
            + rate
            + ",channels="
            + channels
            + ",layout="
            + layout
            + " ! t.audio_sink ";
    String pictures =
        "videotestsrc num-buffers=20 ! video/x-raw,width=64,height=48,framerate=25/1 !"
            + " t.video_sink ";
    try (Scene scene = new Scene(ALIGNED + SINKS + pictures + sound).playToEnd()) {
      assertEquals(20, scene.own.get(), scene::toString);
      TimedMasks.TimedStream stream = scene.masks.last;
      assertEquals(16_000, stream.samplesHeard(), 200);
      assertEquals(0.25, stream.meanEnergy(), 0.04);
    }
  }

  @Test
  void aChangeOfCapsIsFollowed() {
    String pictures =
        "videotestsrc num-buffers=40 pattern=white ! video/x-raw,framerate=25/1 ! capsfilter name=c"
            + " caps=video/x-raw,width=64,height=48,format=I420 ! t.video_sink ";
    try (Scene scene = new Scene(ALIGNED + SINKS + pictures + SOUND)) {
      AtomicInteger seen = new AtomicInteger();
      scene.pipeline.probe(
          "c",
          "src",
          buffer -> {
            if (seen.incrementAndGet() == 10) {
              scene.pipeline.set("c", "caps", "video/x-raw,width=100,height=30,format=RGB");
            }
          });
      scene.playToEnd();
      assertEquals(40, scene.own.get(), scene::toString);
      assertTrue((scene.lastLabel & 0xff) >= 235);
    }
  }

  @Test
  void withoutAServicePicturesPassAndAWarningSaysSoOnce() {
    try (Scene scene = new Scene(ALIGNED + SINKS + PICTURES + SOUND, false)) {
      scene.pipeline.begin(TestPipeline.PLAYING);
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING).orElseThrow().text();
      assertTrue(warning.contains("No mask service"), warning);
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_EOS).isPresent());
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).isEmpty());
      assertEquals(40, scene.unmarked.get());
    }
  }

  @Test
  void aModelThatFailsFromTheStartIsSaidOnce() {
    try (Scene scene = new Scene(ALIGNED + SINKS + PICTURES + SOUND)) {
      scene.masks.failing = true;
      scene.pipeline.begin(TestPipeline.PLAYING);
      String warning = scene.pipeline.await(TestPipeline.MESSAGE_WARNING).orElseThrow().text();
      assertTrue(warning.contains("Inference fails"), warning);
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_EOS).isPresent());
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_WARNING, 0).isEmpty());
      assertEquals(40, scene.unmarked.get());
    }
  }

  @Test
  void aServiceThatGoesAndComesBackIsFoundAgain() throws InterruptedException {
    String endless =
        "sonomask name=t inference-interval=0 t.video_src ! fakesink t.audio_src ! fakesink"
            + " videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=100/1 !"
            + " t.video_sink audiotestsrc is-live=true samplesperbuffer=480 ! t.audio_sink";
    try (Scene scene = new Scene(endless)) {
      scene.pipeline.state(TestPipeline.PLAYING);
      scene.awaitMore(scene.marked, 3);
      scene.withoutService();
      scene.awaitMore(scene.unmarked, 20);
      assertEquals(0, scene.masks.open.get());
      scene.withService();
      scene.awaitMore(scene.marked, 3);
      assertEquals(2, scene.masks.opened.get());
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_ERROR, 0).isEmpty());
    }
  }

  @Test
  void theBehaviourComesAndGoesAHundredTimesWithoutALostFrame() throws InterruptedException {
    String endless =
        "sonomask name=t inference-interval=0 t.video_src ! fakesink t.audio_src ! fakesink"
            + " videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=200/1 !"
            + " t.video_sink audiotestsrc is-live=true samplesperbuffer=480 ! t.audio_sink";
    try (Scene scene = new Scene(endless)) {
      AtomicInteger sent = new AtomicInteger();
      scene.pipeline.probe("t", "video_sink", buffer -> sent.incrementAndGet());
      scene.pipeline.state(TestPipeline.PLAYING);
      scene.awaitMore(scene.marked, 1);
      for (int i = 0; i < 100; i++) {
        Scene.withdraw();
        assertEquals(0, scene.masks.open.get());
        scene.awaitMore(scene.frames, 2);
        Scene.provide();
        scene.awaitMore(scene.frames, 2);
      }
      scene.awaitMore(scene.marked, 1);
      scene.pipeline.state(TestPipeline.PAUSED);
      int missing = sent.get() - scene.frames.get();
      assertTrue(missing <= 10, missing + " frames are not there: " + scene);
      assertTrue(scene.pipeline.await(TestPipeline.MESSAGE_ERROR, 0).isEmpty());
    }
  }

  @Test
  void aStuckInferenceHoldsAFrameUpForTheTimeoutOnly() {
    String element = ALIGNED + "timeout=30000000 ";
    try (Scene scene = new Scene(element + SINKS + PICTURES + SOUND)) {
      scene.masks.stuck = true;
      scene.playToEnd();
      assertEquals(40, scene.unmarked.get(), scene::toString);
    }
  }

  @Test
  void aHundredStartsAndStopsLeaveNoStreamOpen() {
    String element = "sonomask name=t inference-interval=0 ";
    try (Scene scene = new Scene(element + SINKS + PICTURES + SOUND)) {
      for (int i = 0; i < 100; i++) {
        scene.pipeline.state(TestPipeline.PLAYING);
        scene.pipeline.state(TestPipeline.NULL);
        assertEquals(0, scene.masks.open.get());
      }
      assertEquals(100, scene.masks.opened.get());
      scene.pipeline.playToEnd();
    }
  }

  @Test
  void threadsEndWithThePipeline() {
    try (Scene scene = new Scene(ALIGNED + SINKS + PICTURES + SOUND).playToEnd()) {
      assertTrue(hasWorker());
    }
    assertFalse(hasWorker());
  }

  private static boolean hasWorker() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("sonomask-pictures"));
  }

  @Test
  void settingsReachTheStreamAndChangeWhilePlaying() {
    String element = "sonomask name=t model=m smoothing=0.25 max-age=70000000 ";
    try (Scene scene = new Scene(element + SINKS + PICTURES + SOUND)) {
      scene.pipeline.state(TestPipeline.PAUSED);
      assertEquals("m", scene.masks.lastSettings.model());
      assertEquals(0.25, scene.masks.lastSettings.smoothing());
      assertEquals(70_000_000, scene.masks.lastSettings.maxAge());
      assertTrue(scene.masks.lastSettings.live());
      scene.pipeline.set("t", "smoothing", "0.75");
      assertEquals(0.75, scene.masks.lastSettings.smoothing());
      scene.pipeline.set("t", "model", "other");
      assertEquals("other", scene.masks.lastSettings.model());
      assertEquals(1, scene.masks.open.get());
      scene.pipeline.set("t", "sync-mode", "aligned");
      assertFalse(scene.masks.lastSettings.live());
    }
  }

  @Test
  void eachMaskIsPostedWhenAskedFor() {
    try (Scene scene = new Scene(ALIGNED + "post-messages=true " + SINKS + PICTURES + SOUND)) {
      scene.pipeline.begin(TestPipeline.PLAYING);
      String message = scene.pipeline.await(TestPipeline.MESSAGE_ELEMENT).orElseThrow().text();
      assertTrue(message.startsWith("sonomask-mask"), message);
      assertTrue(message.contains("model=(string)timed"), message);
    }
  }

  @Test
  void endOfOneBranchDoesNotEndTheOther() {
    String sound =
        "audiotestsrc num-buffers=400 samplesperbuffer=480 ! audio/x-raw,rate=48000 !"
            + " t.audio_sink ";
    try (Scene scene = new Scene(ALIGNED + SINKS + PICTURES + sound).playToEnd()) {
      assertEquals(40, scene.own.get(), scene::toString);
      assertEquals(400, scene.sounds.get(), scene::toString);
    }
  }

  @Test
  void aBranchThatFeedsNobodyIsDroppedQuietly() {
    try (Scene scene =
        new Scene(ALIGNED + " t.video_src ! fakesink " + PICTURES + SOUND).playToEnd()) {
      assertEquals(40, scene.own.get(), scene::toString);
    }
  }
}
