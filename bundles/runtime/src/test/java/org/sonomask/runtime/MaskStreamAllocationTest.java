// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStep;
import org.sonomask.api.MaskStream;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;

/** What streams that play allocate on the Java heap, when all has been loaded and compiled. */
class MaskStreamAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final long MINUTES = 600 * SECOND;

  private static final int FRAMES = 2000;
  private static final int SIZE = 128;

  /** One of two arrays of a mask has sixteen times as many. */
  private static final int MASK_BYTES = 1000;

  private final MaskRuntime runtime = new MaskRuntime(RuntimeSettings.DEFAULT);
  private final FloatBuffer sound = FloatBuffer.allocate(640);
  private final ByteBuffer picture = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
  private final ByteBuffer luma = ByteBuffer.allocateDirect(SIZE * SIZE);
  private int propagated;

  MaskStreamAllocationTest() {
    for (int i = 0; i < sound.capacity(); i++) {
      sound.put(i, i % 2 == 0 ? 0.5f : -0.5f);
    }
    // Two objects.
    for (int i = 0; i < SIZE * SIZE; i++) {
      picture.put(3 * i, (byte) (i % SIZE < SIZE / 4 ? 1 : i % SIZE > SIZE / 2 ? 2 : 0));
    }
    runtime.addSegmenter(new ScriptedSegmenter("scripted", 960_000_000, SIZE), 0);
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void framesThatAreNotSegmentedAllocateNothing() throws Exception {
    MaskStream stream = open(1000 * SECOND);
    stream.audio(sound, 0);
    assertTrue(stream.frame(picture, 0, FRAME));
    assertTrue(stream.await(0, MINUTES));
    show(stream, 1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    show(stream, 1 + FRAMES);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < FRAMES, bytes + " bytes for " + FRAMES + " frames");
  }

  private void show(MaskStream stream, int first) {
    for (int i = first; i < first + FRAMES; i++) {
      stream.audio(sound, i * FRAME);
      stream.wantsFrame(i * FRAME);
      stream.follow(i * FRAME);
    }
  }

  @Test
  void masksAreMadeAndFittedInMemoryThatIsThere() throws Exception {
    runtime.addFilter(new Wiper(), 0);
    MaskStream stream = open(5 * FRAME);
    play(stream, 0);
    RuntimeThreads threads = new RuntimeThreads();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    int masks = play(stream, FRAMES);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    long runtimeBytes = threads.allocated();
    assertEquals(FRAMES / 5, masks);
    assertTrue(propagated > FRAMES, propagated + " masks were fitted");
    assertEquals(2 * masks, stream.statistics().masks());
    assertTrue(runtimeBytes < masks * MASK_BYTES, runtimeBytes + " bytes for " + masks + " masks");
    assertTrue(bytes < masks * MASK_BYTES / 4, bytes + " bytes for " + FRAMES + " frames");
  }

  private int play(MaskStream stream, int first) throws InterruptedException {
    int taken = 0;
    for (int i = first; i < first + FRAMES; i++) {
      long time = i * FRAME;
      stream.audio(sound, time);
      if (stream.wantsPictures()) {
        stream.picture(luma, time);
      }
      if (stream.wantsFrame(time)) {
        assertTrue(stream.frame(picture, time, FRAME));
        assertTrue(stream.await(time, MINUTES));
        taken++;
      }
      assertNotNull(stream.follow(time));
      propagated += stream.follow(time).source() == MaskSource.PROPAGATED ? 1 : 0;
    }
    return taken;
  }

  private MaskStream open(long interval) {
    return runtime.open(new StreamSettings("s", "", interval, true, 1000 * SECOND, 0.5));
  }

  /** Takes one row of pixels out of masks, another one for each frame. */
  private static final class Wiper implements MaskFilter {
    @Override
    public String name() {
      return "wiper";
    }

    @Override
    public Instance open(SegmenterInfo info) {
      return new Wiping();
    }

    @Override
    public Instance openBetween(SegmenterInfo info) {
      return new Wiping();
    }
  }

  private static final class Wiping implements MaskFilter.Instance {
    @Override
    public void apply(MaskStep step) {
      int row = (int) (step.runningTime() / FRAME % SIZE);
      for (int i = row * SIZE; i < (row + 1) * SIZE; i++) {
        step.labels()[i] = 0;
      }
    }

    @Override
    public void reset() {}
  }
}
