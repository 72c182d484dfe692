// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sonomask.api.MaskStream;
import org.sonomask.api.Segmenter;
import org.sonomask.api.StreamSettings;
import org.sonomask.models.recording.RecordingTool;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/** A real mask service with live streams that never stop offering sound and pictures. */
final class PlayingStreams implements Switch.Publisher, AutoCloseable {
  private static final long FRAME = 40_000_000;
  private static final int SIZE = 16;

  private final MaskRuntime runtime =
      new MaskRuntime(new RuntimeSettings(16, 2, 0, 8, Double.NEGATIVE_INFINITY));
  private final List<MaskStream> streams = new ArrayList<>();
  private final Segmenter installed;
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final Thread player = new Thread(this::play, "player");
  private volatile boolean ending;
  private int ranking;

  PlayingStreams(int count, Segmenter installed) {
    this.installed = installed;
    runtime.addSegmenter(installed, 0);
    for (int i = 0; i < count; i++) {
      streams.add(
          runtime.open(new StreamSettings("stream-" + i, "", 0, true, 600_000_000_000L, 0)));
    }
    player.start();
  }

  ExecutorService background() {
    return background;
  }

  private void play() {
    float[] sound = new float[640];
    Arrays.fill(sound, 0.3f);
    byte[] picture = new byte[SIZE * SIZE * 3];
    for (long time = 0; !ending; time += FRAME) {
      Arrays.fill(picture, (byte) (time / FRAME));
      for (MaskStream stream : streams) {
        stream.audio(FloatBuffer.wrap(sound), time);
        stream.frame(ByteBuffer.wrap(picture), time, FRAME);
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every stream has so many masks more. */
  void awaitMasks(int more) {
    for (MaskStream stream : streams) {
      long wanted = stream.statistics().masks() + more;
      long start = System.nanoTime();
      while (stream.statistics().masks() < wanted) {
        if (System.nanoTime() - start > 600_000_000_000L) {
          throw new AssertionError("no masks come: " + stream.statistics());
        }
        sleep();
      }
    }
  }

  long failed() {
    return streams.stream().mapToLong(stream -> stream.statistics().failed()).sum();
  }

  /** Records windows of the first stream. */
  void record(Path file, int windows) throws Exception {
    RecordingTool.record(runtime, file, "stream-0", windows);
  }

  @Override
  public String current() {
    return runtime.models().get(0).info().model();
  }

  @Override
  public AutoCloseable publish(Segmenter segmenter) {
    runtime.addSegmenter(segmenter, ++ranking);
    return () -> runtime.removeSegmenter(segmenter);
  }

  @Override
  public void close() throws InterruptedException {
    ending = true;
    player.join();
    background.shutdown();
    runtime.close();
    installed.close();
  }
}
