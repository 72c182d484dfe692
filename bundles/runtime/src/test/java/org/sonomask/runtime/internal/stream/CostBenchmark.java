// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.runtime.filter.Pieces;
import org.sonomask.runtime.internal.audio.AudioTimeline;
import org.sonomask.runtime.internal.audio.MelColumns;
import org.sonomask.runtime.motion.DenseMotion;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * Prints what the runtime's own work costs per window in CPU time, at 224 x 224. Not part of the
 * suite; run it with {@code -Dtest=CostBenchmark}.
 */
class CostBenchmark {
  private static final int SIZE = 224;
  private static final SegmenterInfo INFO =
      new SegmenterInfo(
          "m", "1", "Apache-2.0", SIZE, SIZE, 1, 960_000_000, List.of("background", "a", "b"));

  @Test
  void microsecondsPerWindow() {
    AudioTimeline timeline = new AudioTimeline(1 << 20);
    timeline.write(FloatBuffer.wrap(noise(1 << 20)), 0);
    MelColumns columns = new MelColumns(timeline, 1, LogMel.EXAMPLE_HOP);
    FloatBuffer mel = FloatBuffer.allocate(INFO.melFloats());
    print("log-mel, nothing shared", 500, i -> window(columns, 31L * i, mel));
    print("log-mel, 25 windows/s", 500, i -> window(columns, 640L * i, mel));
    print("log-mel, 5 windows/s", 300, i -> window(columns, 3200L * i, mel));

    LumaPicture[] pictures = new LumaPicture[3];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = new LumaPicture(SIZE, SIZE);
      pictures[i].setRgb(picture(i));
    }
    DenseMotion motion = new DenseMotion(SIZE, SIZE);
    print("dense motion", 500, i -> motion.estimate(pictures[0], pictures[1 + (i & 1)], true));
    byte[][] labels = {disc(110), disc(116)};
    byte[] confidence = new byte[SIZE * SIZE];
    Pieces pieces = new Pieces(SIZE, SIZE * SIZE);
    Regions regions = new Regions(INFO);
    print(
        "regions",
        2000,
        i -> {
          pieces.find(labels[i & 1], confidence);
          regions.of(pieces);
        });
  }

  private static void window(MelColumns columns, long start, FloatBuffer mel) {
    columns.load(start);
    columns.examples(mel, 0);
  }

  private static void print(String what, int rounds, IntConsumer work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int repeat = 0; repeat < 5; repeat++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < rounds; i++) {
        work.accept(i);
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / rounds);
    }
    System.out.printf("%s: %.0f us%n", what, best / 1e3);
  }

  private static ByteBuffer picture(int shift) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) ((i + shift) * 7 >> 4));
    }
    return rgb;
  }

  private static byte[] disc(int centre) {
    byte[] labels = new byte[SIZE * SIZE];
    for (int i = 0; i < labels.length; i++) {
      int x = i % SIZE - centre;
      int y = i / SIZE - centre;
      labels[i] = (byte) (x * x + y * y < 60 * 60 ? 1 : 0);
    }
    return labels;
  }

  private static float[] noise(int count) {
    Random random = new Random(3);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
