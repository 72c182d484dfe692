// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

class MaskStreamAllocationTest {
  private static final int SIZE = ScriptedSegmenter.SIZE;
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final long MINUTES = 600 * SECOND;

  private static final int FRAMES = 2000;

  @Test
  void framesThatAreNotSegmentedAllocateNothing() throws Exception {
    try (MaskRuntime runtime = new MaskRuntime(RuntimeSettings.DEFAULT)) {
      runtime.addSegmenter(new ScriptedSegmenter("scripted"), 0);
      MaskStream stream =
          runtime.open(new StreamSettings("s", "", 1000 * SECOND, true, 1000 * SECOND, 0.5));
      FloatBuffer sound = FloatBuffer.allocate(640);
      for (int i = 0; i < sound.capacity(); i++) {
        sound.put(i, i % 2 == 0 ? 0.5f : -0.5f);
      }
      stream.audio(sound, 0);
      assertTrue(stream.frame(ByteBuffer.allocateDirect(SIZE * SIZE * 3), 0, FRAME));
      assertNotNull(stream.await(0, MINUTES));
      play(stream, sound, 1);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      play(stream, sound, FRAMES);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < FRAMES, bytes + " bytes for " + FRAMES + " frames");
    }
  }

  private static void play(MaskStream stream, FloatBuffer sound, int first) {
    for (int i = first; i < first + FRAMES; i++) {
      stream.audio(sound, i * FRAME);
      stream.wantsFrame(i * FRAME);
      stream.newest(i * FRAME);
    }
  }
}
