// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/** Everything at once, from many threads. */
class MaskRuntimeStressTest {
  private static final int SIZE = ScriptedSegmenter.SIZE;
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final long MINUTES = 600 * SECOND;

  private static final int STREAMS = 6;

  private final RuntimeSettings settings = new RuntimeSettings(STREAMS, 4, 1_000_000, 8, -60);

  @Test
  void streamsSurviveWhateverComesAndGoes() throws Exception {
    ScriptedSegmenter segmenter = new ScriptedSegmenter("scripted");
    ScriptedSegmenter other = new ScriptedSegmenter("other");
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MaskRuntime runtime = new MaskRuntime(settings)) {
      runtime.addSegmenter(segmenter, 0);
      List<Future<?>> work = new ArrayList<>();
      List<MaskStream> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        MaskStream stream = runtime.open(settings(i, i % 2 == 0));
        streams.add(stream);
        int seed = i;
        work.add(threads.submit(() -> hear(stream, stop)));
        work.add(threads.submit(() -> see(stream, stop)));
        work.add(threads.submit(() -> disturb(stream, seed, stop)));
      }
      for (int i = 0; i < 50; i++) {
        runtime.addSegmenter(other, 1);
        segmenter.failing = i % 5 == 0;
        Thread.sleep(10);
        runtime.removeSegmenter(other);
        Thread.sleep(10);
      }
      segmenter.failing = false;
      stop.set(true);
      for (Future<?> each : work) {
        each.get();
      }
      streams.forEach(MaskRuntimeStressTest::assertStillWorks);
    } finally {
      stop.set(true);
      threads.shutdown();
    }
  }

  @Test
  void underFourTimesTheLoadEveryStreamGetsItsShare() throws Exception {
    ScriptedSegmenter segmenter = new ScriptedSegmenter("scripted");
    segmenter.blocking = true;
    try (MaskRuntime runtime = new MaskRuntime(new RuntimeSettings(64, 4, 0, 8, -60))) {
      runtime.addSegmenter(segmenter, 0);
      List<MaskStream> streams = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        MaskStream stream = runtime.open(settings(i, true));
        for (int second = 0; second < 8; second++) {
          stream.audio(sound(), second * SECOND);
        }
        streams.add(stream);
      }
      // Every stream offers two new frames for each batch of four.
      for (int round = 0; round < 80; round++) {
        for (int frame = 0; frame < 2; frame++) {
          for (MaskStream stream : streams) {
            stream.frame(picture(), SECOND + (2 * round + frame) * FRAME, FRAME);
          }
        }
        int calls = segmenter.calls.get();
        segmenter.permits.release();
        while (segmenter.calls.get() == calls) {
          Thread.sleep(1);
        }
      }
      for (MaskStream stream : streams) {
        long masks = stream.statistics().masks();
        assertTrue(masks >= 7 && masks <= 12, "one stream got " + masks + " of 320 masks");
      }
      segmenter.permits.release(1_000_000);
    }
  }

  private static void hear(MaskStream stream, AtomicBoolean stop) {
    long time = 0;
    while (!stop.get()) {
      stream.audio(sound(), time);
      time += SECOND;
      stream.audioUntil(time);
    }
  }

  private static void see(MaskStream stream, AtomicBoolean stop) {
    long time = 0;
    while (!stop.get()) {
      if (stream.wantsFrame(time)) {
        stream.frame(picture(), time, FRAME);
      }
      stream.follow(time);
      await(stream, time, 1_000_000);
      time += FRAME;
    }
  }

  private static void disturb(MaskStream stream, int seed, AtomicBoolean stop) {
    Random random = new Random(seed);
    while (!stop.get()) {
      if (random.nextInt(20) == 0) {
        stream.flush();
      }
      if (random.nextInt(20) == 0) {
        stream.settings(settings(seed, random.nextBoolean()));
      }
      MaskStream.Statistics figures = stream.statistics();
      long settled = figures.masks() + figures.dropped() + figures.failed();
      assertTrue(settled <= figures.frames(), figures.toString());
      Thread.yield();
    }
  }

  private static void assertStillWorks(MaskStream stream) {
    stream.flush();
    stream.audio(sound(), 0);
    while (!stream.frame(picture(), 0, FRAME)) {
      Thread.yield();
    }
    stream.audioUntil(SECOND);
    assertTrue(await(stream, 0, MINUTES));
    assertEquals(0, stream.newest(0).runningTime());
  }

  private static boolean await(MaskStream stream, long time, long timeout) {
    try {
      return stream.await(time, timeout);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StreamSettings settings(int number, boolean live) {
    return new StreamSettings("stream " + number, "", 0, live, 10 * SECOND, 0.5);
  }

  private static FloatBuffer sound() {
    float[] samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 2 == 0 ? 0.5f : -0.5f;
    }
    return FloatBuffer.wrap(samples);
  }

  private static ByteBuffer picture() {
    return ByteBuffer.allocateDirect(SIZE * SIZE * 3);
  }
}
