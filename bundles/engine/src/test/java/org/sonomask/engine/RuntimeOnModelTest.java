// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStream;
import org.sonomask.api.Segmenter;
import org.sonomask.api.StreamSettings;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/** Sound and pictures in, masks out, through the whole runtime and a real engine. */
class RuntimeOnModelTest {
  private static final int SIZE = 32;
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final long MINUTES = 600 * SECOND;

  @TempDir Path folder;
  private Segmenter segmenter;
  private MaskRuntime runtime;

  @BeforeEach
  void start() throws Exception {
    segmenter =
        OnnxSegmenter.open(new TestModel(SIZE, SIZE, 1).write(folder), new EngineOptions(1, 8));
    runtime = new MaskRuntime(RuntimeSettings.DEFAULT);
    runtime.addSegmenter(segmenter, 0);
  }

  @AfterEach
  void stop() {
    runtime.close();
    segmenter.close();
  }

  @Test
  void everyFrameOfAnAlignedStreamGetsItsOwnMask() throws Exception {
    List<MaskFrame> heard = Collections.synchronizedList(new ArrayList<>());
    runtime.addListener(heard::add);
    try (MaskStream stream = runtime.open(settings(false))) {
      sound(stream, 0, 6 * SECOND, 0.3f);
      stream.audioUntil(Long.MAX_VALUE);
      for (int i = 0; i < 100; i++) {
        while (!stream.frame(square(i % SIZE), i * FRAME, FRAME)) {
          stream.await((i - 1) * FRAME, SECOND);
        }
      }
      MaskFrame last = mask(stream, 99 * FRAME);
      assertEquals(99 * FRAME, last.runningTime());
      assertEquals(MaskSource.INFERRED, last.source());
      assertEquals(100, stream.statistics().masks());
      assertEquals(0, stream.statistics().failed() + stream.statistics().dropped());
    }
    // Listeners are told after the stream; this waits for them.
    runtime.removeSegmenter(segmenter);
    assertEquals(100, heard.size());
    for (int i = 0; i < heard.size(); i++) {
      assertEquals(i * FRAME, heard.get(i).runningTime());
    }
  }

  @Test
  void theBrightSquareSoundsWhileThereIsSound() throws Exception {
    try (MaskStream stream = runtime.open(settings(true))) {
      sound(stream, 0, SECOND, 0.3f);
      assertTrue(stream.frame(square(8), SECOND, FRAME));
      MaskFrame mask = mask(stream, SECOND);
      assertEquals(1, mask.regions().size());
      assertEquals("uncovered", mask.regions().get(0).name());
      assertEquals(1, mask.labels()[16 * SIZE + 16]);
      assertEquals(0, mask.labels()[2 * SIZE + 2]);
      assertTrue(mask.audioCoverage() > 0.9);

      sound(stream, SECOND, 2 * SECOND, 0);
      assertTrue(stream.frame(square(8), 2 * SECOND, FRAME));
      assertTrue(mask(stream, 2 * SECOND).regions().isEmpty());
    }
  }

  @Test
  void aStreamWithoutSoundHasNoMask() throws Exception {
    try (MaskStream stream = runtime.open(settings(false))) {
      assertTrue(stream.frame(square(8), 0, FRAME));
      stream.audioUntil(Long.MAX_VALUE);
      assertNull(mask(stream, 0));
      assertEquals(0, stream.statistics().masks());
    }
  }

  @Test
  void aSegmenterMayGoAndComeBack() throws Exception {
    try (MaskStream stream = runtime.open(settings(true))) {
      for (int round = 1; round <= 20; round++) {
        sound(stream, (round - 1) * SECOND, round * SECOND, 0.3f);
        assertEquals(SIZE, stream.frameWidth());
        assertTrue(stream.frame(square(8), round * SECOND, FRAME));
        assertNotNull(mask(stream, round * SECOND));
        runtime.removeSegmenter(segmenter);
        assertEquals(0, stream.frameWidth());
        assertTrue(!stream.frame(square(8), round * SECOND, FRAME));
        runtime.addSegmenter(segmenter, 0);
      }
      assertEquals(20, stream.statistics().masks());
    }
  }

  private static MaskFrame mask(MaskStream stream, long runningTime) throws InterruptedException {
    assertTrue(stream.await(runningTime, MINUTES));
    return stream.newest(runningTime);
  }

  private static StreamSettings settings(boolean live) {
    return new StreamSettings("test", "", 0, live, MINUTES, 0.5);
  }

  private static void sound(MaskStream stream, long from, long to, float amplitude) {
    int count = (int) ((to - from) / 62_500);
    float[] samples = new float[count];
    Random noise = new Random(from);
    for (int i = 0; i < count; i++) {
      samples[i] = amplitude * (2 * noise.nextFloat() - 1);
    }
    stream.audio(FloatBuffer.wrap(samples), from);
  }

  /** White from {@code left} on, 16 pixels wide and high, on black. */
  private static ByteBuffer square(int left) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    for (int y = 8; y < 24; y++) {
      for (int x = left; x < Math.min(SIZE, left + 16); x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgb.put((y * SIZE + x) * 3 + channel, (byte) 255);
        }
      }
    }
    return rgb;
  }
}
