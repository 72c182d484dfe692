// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.TestElement;

/**
 * The ways in which sound and pictures can miss each other: a pipeline each. Masks come when their
 * sound is complete, 25 frames/s, 48 kHz.
 */
class AlignmentScenariosTest {
  private static final String PICTURES =
      "videotestsrc num-buffers=%d %s ! video/x-raw,format=I420,width=64,height=48,framerate=25/1 !"
          + " t.video_sink ";
  private static final String SOUND =
      "audiotestsrc num-buffers=%d samplesperbuffer=480 %s !"
          + " audio/x-raw,format=S16LE,rate=48000,channels=2 ! t.audio_sink ";
  private static final String SINKS =
      " t.video_src ! fakesink sync=%s t.audio_src ! fakesink sync=%1$s ";

  /** Waits for sound that a busy machine makes late, and for its masks. */
  private static final String ALIGNED =
      "sonomask name=t sync-mode=aligned inference-interval=0 timeout=3600000000000"
          + " starvation-timeout=3600000000000 ";

  private static final String LIVE = "sonomask name=t inference-interval=0 ";

  @TempDir private static Path folder;
  private static Path film;

  @BeforeAll
  static void writeFilm() {
    film = folder.resolve("film.mkv");
    try (TestPipeline pipeline =
        new TestPipeline(
            "videotestsrc num-buffers=250 ! video/x-raw,format=I420,width=64,height=48,framerate=25/1"
                + " ! m. audiotestsrc num-buffers=1004 samplesperbuffer=480 !"
                + " audio/x-raw,format=S16LE,rate=48000,channels=2 ! m. matroskamux name=m !"
                + " filesink location="
                + film)) {
      pipeline.playToEnd();
    }
  }

  private static String pictures(int frames, String more) {
    return String.format(PICTURES, frames, more);
  }

  private static String sound(int buffers, String more) {
    return String.format(SOUND, buffers, more);
  }

  private static String sinks(boolean sync) {
    return String.format(SINKS, sync);
  }

  private static String demuxed(String between) {
    return "filesrc location="
        + film
        + " ! matroskademux name=d d.video_0 ! "
        + between
        + " t.video_sink d.audio_0 ! "
        + between
        + " t.audio_sink ";
  }

  private static void everyFrameHasItsOwnMask(Scene scene, int frames) {
    assertEquals(frames, scene.frames.get(), scene::toString);
    assertEquals(frames, scene.own.get(), scene::toString);
    assertEquals(0, scene.partial.get() + scene.empty.get(), scene::toString);
  }

  /** As on a machine that has a core for every thread. */
  private static void letEachFrameInAfterItsSound(Scene scene) {
    AtomicLong heard = new AtomicLong();
    scene.pipeline.probe("t", "audio_sink", buffer -> heard.set(TestElement.time(buffer)));
    scene.pipeline.probe(
        "t",
        "video_sink",
        buffer -> {
          while (heard.get() < TestElement.time(buffer)) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  @Test
  void offlineEveryFrameGetsItsWholeWindow() {
    try (Scene scene =
        new Scene(ALIGNED + sinks(false) + pictures(250, "") + sound(1001, "")).playToEnd()) {
      everyFrameHasItsOwnMask(scene, 250);
      assertEquals(1001, scene.sounds.get());
    }
  }

  @Test
  void offlineLiveModeNeverWaits() {
    try (Scene scene =
        new Scene(LIVE + sinks(false) + pictures(250, "") + sound(1001, "")).playToEnd()) {
      assertEquals(250, scene.frames.get(), scene::toString);
      assertEquals(1001, scene.sounds.get());
    }
  }

  @Test
  void prerollOfTwoSynchronisingSinksDoesNotDeadlock() {
    try (Scene scene =
        new Scene(ALIGNED + sinks(true) + pictures(50, "") + sound(201, "")).playToEnd()) {
      everyFrameHasItsOwnMask(scene, 50);
    }
  }

  @Test
  void prerollInLiveModeDoesNotDeadlock() {
    try (Scene scene = new Scene(LIVE + sinks(true) + pictures(50, "") + sound(201, ""))) {
      letEachFrameInAfterItsSound(scene);
      scene.playToEnd();
      assertEquals(50, scene.frames.get(), scene::toString);
      assertTrue(scene.unmarked.get() < 25, scene::toString);
    }
  }

  @Test
  void queuesBehindTheElementDoNoHarm() {
    String sinks =
        " t.video_src ! queue ! fakesink sync=true t.audio_src ! queue ! fakesink sync=true ";
    try (Scene scene = new Scene(ALIGNED + sinks + pictures(50, "") + sound(201, "")).playToEnd()) {
      everyFrameHasItsOwnMask(scene, 50);
    }
  }

  @Test
  void soundThatBeginsLateLeavesEmptyWindowsBefore() {
    try (Scene scene =
        new Scene(
                ALIGNED
                    + sinks(false)
                    + pictures(50, "")
                    + sound(201, "timestamp-offset=500000000"))
            .playToEnd()) {
      assertEquals(50, scene.own.get(), scene::toString);
      assertEquals(12, scene.empty.get(), scene::toString);
      assertEquals(1, scene.partial.get(), scene::toString);
    }
  }

  @Test
  void soundThatEndsEarlyHoldsNothingUp() {
    try (Scene scene =
        new Scene(ALIGNED + sinks(false) + pictures(100, "") + sound(100, "")).playToEnd()) {
      assertEquals(100, scene.own.get(), scene::toString);
      assertEquals(75, scene.empty.get() + scene.partial.get(), 1, scene::toString);
    }
  }

  @Test
  void withoutSoundAtAllPicturesPass() {
    try (Scene scene =
        new Scene(ALIGNED + " t.video_src ! fakesink " + pictures(100, "") + " ").playToEnd()) {
      assertEquals(100, scene.frames.get(), scene::toString);
    }
  }

  @Test
  void aDemuxerOfOneThreadNeedsNoQueues() {
    try (Scene scene = new Scene(ALIGNED + sinks(false) + demuxed("")).playToEnd()) {
      everyFrameHasItsOwnMask(scene, 250);
    }
  }

  @Test
  void aDemuxerAndSynchronisingSinksPlay() {
    String sinks = " t.video_src ! fakesink sync=true t.audio_src ! queue ! fakesink sync=true ";
    try (Scene scene = new Scene(ALIGNED + sinks + demuxed("queue !"))) {
      scene.pipeline.state(TestPipeline.PAUSED);
      scene.pipeline.seek(8_000_000_000L);
      scene.playToEnd();
      assertTrue(scene.own.get() >= 50, scene::toString);
    }
  }

  @Test
  void flushingSeeksStartAnew() throws InterruptedException {
    String sinks = " t.video_src ! fakesink sync=true t.audio_src ! queue ! fakesink sync=true ";
    try (Scene scene = new Scene(ALIGNED + sinks + demuxed("queue !"))) {
      scene.pipeline.state(TestPipeline.PLAYING);
      for (long second : new long[] {5, 1, 8}) {
        scene.awaitMore(scene.own, 5);
        assertTrue(scene.pipeline.seek(second * 1_000_000_000L));
      }
      scene.playToEnd();
      assertTrue(scene.own.get() >= 50, scene::toString);
      assertTrue(scene.own.get() >= scene.frames.get() - 4, scene::toString);
    }
  }

  @Test
  void aSeekOfTwoSourcesKeepsTheSoundThatCameFirst() throws InterruptedException {
    try (Scene scene = new Scene(ALIGNED + sinks(true) + pictures(-1, "") + sound(-1, ""))) {
      scene.pipeline.state(TestPipeline.PLAYING);
      scene.awaitMore(scene.own, 5);
      for (int seek = 0; seek < 3; seek++) {
        assertTrue(scene.pipeline.seek(2_000_000_000L));
        int emptyBefore = scene.empty.get();
        scene.awaitMore(scene.own, 10);
        assertTrue(scene.empty.get() <= emptyBefore + 1, scene::toString);
      }
    }
  }

  @Test
  void liveSourcesGetWholeWindowsWithinTheDeclaredLatency() {
    try (Scene scene =
        new Scene(
            ALIGNED
                + "latency-budget=3000000000"
                + sinks(true)
                + pictures(75, "is-live=true")
                + sound(301, "is-live=true"))) {
      scene.pipeline.state(TestPipeline.PLAYING);
      long[] latency = scene.pipeline.latency();
      assertEquals(1, latency[0]);
      assertTrue(latency[1] >= 3_040_000_000L + 40_000_000L, "latency " + latency[1]);
      scene.playToEnd();
      assertEquals(75, scene.frames.get(), scene::toString);
      assertTrue(scene.own.get() >= 70, scene::toString);
    }
  }

  @Test
  void liveModeAddsNoLatency() {
    try (Scene scene =
        new Scene(LIVE + sinks(true) + pictures(50, "is-live=true") + sound(201, "is-live=true"))) {
      letEachFrameInAfterItsSound(scene);
      scene.pipeline.state(TestPipeline.PLAYING);
      long[] latency = scene.pipeline.latency();
      assertEquals(1, latency[0]);
      assertTrue(latency[1] <= 80_000_000L, "latency " + latency[1]);
      scene.playToEnd();
      assertEquals(50, scene.frames.get(), scene::toString);
      assertTrue(scene.unmarked.get() < 25, scene::toString);
    }
  }

  @Test
  void liveSoundThatStallsHoldsNoFrameBeyondTheDeadline() throws InterruptedException {
    try (Scene scene =
        new Scene(
            ALIGNED
                + "latency-budget=2000000000"
                + " t.video_src ! fakesink sync=true t.audio_src ! fakesink sync=false async=false "
                + pictures(75, "is-live=true")
                + "audiotestsrc is-live=true samplesperbuffer=480 !"
                + " audio/x-raw,format=S16LE,rate=48000,channels=2 ! valve name=v !"
                + " t.audio_sink")) {
      scene.pipeline.probe(
          "v",
          "src",
          buffer -> {
            if (TestElement.time(buffer) >= 1_000_000_000) {
              scene.pipeline.set("v", "drop", "true");
            }
          });
      scene.pipeline.begin(TestPipeline.PLAYING);
      scene.awaitMore(scene.frames, 75);
      assertTrue(scene.own.get() > 0, scene::toString);
      assertTrue(scene.own.get() < 75, scene::toString);
    }
  }

  @Test
  void aStopWhileAFrameWaitsIsNotHeldUp() throws InterruptedException {
    try (Scene scene =
        new Scene(
            ALIGNED
                + sinks(false)
                + pictures(100, "")
                + "audiotestsrc num-buffers=20 samplesperbuffer=480 !"
                + " audio/x-raw,format=S16LE,rate=48000,channels=2 ! valve drop=true !"
                + " identity ! t.audio_sink")) {
      CountDownLatch waiting = new CountDownLatch(8);
      scene.pipeline.probe("t", "video_sink", buffer -> waiting.countDown());
      scene.pipeline.begin(TestPipeline.PLAYING);
      waiting.await();
    }
  }

  @Test
  void gapsAreSoundThatWillNotCome() {
    try (Scene scene =
        new Scene(
                ALIGNED
                    + sinks(false)
                    + pictures(100, "")
                    + "audiotestsrc num-buffers=401 samplesperbuffer=480 !"
                    + " audio/x-raw,format=S16LE,rate=48000,channels=2 !"
                    + " valve drop-mode=transform-to-gap drop=true ! t.audio_sink")
            .playToEnd()) {
      assertEquals(100, scene.own.get(), scene::toString);
      assertEquals(100, scene.empty.get(), scene::toString);
    }
  }
}
