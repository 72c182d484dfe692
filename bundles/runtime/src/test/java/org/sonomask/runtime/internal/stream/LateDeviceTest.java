// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskStream;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;
import org.sonomask.runtime.RuntimeSettings;
import org.sonomask.runtime.internal.schedule.Batcher;
import org.sonomask.runtime.internal.schedule.Crew;
import org.sonomask.runtime.internal.schedule.Slot;

/** Two devices of one model, of which one hangs for a while. */
class LateDeviceTest {
  private static final int SIZE = 8;
  private static final long SECOND = 1_000_000_000;
  private static final long FRAME = 40_000_000;
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "x", SIZE, SIZE, 1, 960_000_000, List.of("background", "a"));

  @Test
  void theMaskThatComesBackLateIsDropped() throws Exception {
    Semaphore answer = new Semaphore(0);
    AtomicBoolean hung = new AtomicBoolean();
    Semaphore hanging = new Semaphore(0);
    try (Crew crew = new Crew(0);
        Batcher batcher = new Batcher(() -> null, 1, 0, 20_000_000, crew)) {
      for (int i = 0; i < 2; i++) {
        batcher.add(new HangsOnce(hung, hanging, answer));
      }
      RuntimeStream stream =
          new RuntimeStream(
              new StreamSettings("s", "", 0, false, 10 * SECOND, 0),
              RuntimeSettings.DEFAULT,
              new Nobody());
      stream.attach(new Host(INFO, 0, batcher));
      float[] sound = new float[16_000];
      Arrays.fill(sound, 0.5f);
      stream.audio(FloatBuffer.wrap(sound), 0);
      stream.audioUntil(Long.MAX_VALUE);
      stream.frame(ByteBuffer.allocateDirect(SIZE * SIZE * 3), 0, FRAME);
      hanging.acquire();
      long last = 0;
      while (stream.statistics().masks() == 0) {
        last +=
            stream.frame(ByteBuffer.allocateDirect(SIZE * SIZE * 3), last + FRAME, FRAME)
                ? FRAME
                : 0;
        Thread.sleep(5);
      }
      answer.release();
      assertTrue(stream.await(last, 600 * SECOND));
      assertEquals(last, stream.newest(last).runningTime());
      MaskStream.Statistics all = stream.statistics();
      assertEquals(all.frames(), all.masks() + all.dropped());
      assertTrue(all.dropped() > 0, "the first one at least came late");
      stream.close();
    }
  }

  private record HangsOnce(AtomicBoolean hung, Semaphore hanging, Semaphore answer)
      implements Segmenter {
    @Override
    public SegmenterInfo info() {
      return INFO;
    }

    @Override
    public int maxBatch() {
      return 1;
    }

    @Override
    public SegmenterBatch newBatch(int capacity) {
      return SegmenterBatch.allocate(INFO, capacity);
    }

    @Override
    public void segment(SegmenterBatch batch, int count) {
      if (hung.compareAndSet(false, true)) {
        hanging.release();
        answer.acquireUninterruptibly();
      }
    }

    @Override
    public void close() {}
  }

  private static final class Nobody implements Surroundings {
    @Override
    public List<MaskFilter> filters() {
      return List.of();
    }

    @Override
    public void tell(MaskFrame mask) {}

    @Override
    public void tell(MaskFrame mask, Slot slot) {}

    @Override
    public void closed(RuntimeStream stream) {}
  }
}
