// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskStream;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.StreamSettings;
import org.sonomask.api.WindowRecorder.Recorded;
import org.sonomask.api.WindowRecorder.Replayed;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.engine.TestModel;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

class ReplayTest {
  private static final int SIZE = 32;
  private static final long FRAME = 40_000_000;
  private static final int WINDOWS = 12;

  @TempDir private Path folder;
  private Segmenter segmenter;
  private Path file;

  @BeforeEach
  void recordAClip() throws Exception {
    segmenter =
        OnnxSegmenter.open(new TestModel(SIZE, SIZE, 1).write(folder), new EngineOptions(1, 2));
    file = folder.resolve("windows");
    assertEquals(WINDOWS, record(file).windows());
  }

  @AfterEach
  void close() {
    segmenter.close();
  }

  /** Plays random pictures and noise, always the same, through a real mask service. */
  private Recorded record(Path to) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (MaskRuntime runtime =
        new MaskRuntime(new RuntimeSettings(1, 2, 0, 4 * WINDOWS, Double.NEGATIVE_INFINITY))) {
      runtime.addSegmenter(segmenter, 0);
      MaskStream stream = runtime.open(new StreamSettings("s", "", 0, false, FRAME, 0, 0.6));
      Recording recording = new Recording(to, "s", WINDOWS);
      runtime.addWindowListener(recording);
      float[] sound = new float[48_000];
      for (int i = 0; i < sound.length; i++) {
        sound[i] = (float) random.nextDouble(-1, 1);
      }
      stream.audio(FloatBuffer.wrap(sound), 0);
      byte[] picture = new byte[SIZE * SIZE * 3];
      for (int i = 0; i < WINDOWS; i++) {
        random.nextBytes(picture);
        for (int j = 0; j < picture.length; j++) {
          picture[j] |= (byte) (i % 2 == 0 ? 0x80 : 0);
        }
        stream.frame(ByteBuffer.wrap(picture), i * FRAME, FRAME);
      }
      while (recording.state().running()) {
        Thread.sleep(5);
      }
      return recording.end();
    }
  }

  @Test
  void theSameModelAnswersEveryWindowAlike() throws Exception {
    Replayed replayed = Comparison.of(file, segmenter);
    assertEquals("bright-and-loud", replayed.recorded());
    assertEquals(WINDOWS, replayed.windows());
    assertEquals(WINDOWS, replayed.identical());
    assertEquals(1, replayed.agreement());
    assertEquals(1, replayed.overlap());
  }

  @Test
  void aRecordingOfTheSameClipIsTheSameToTheByte() throws Exception {
    Path again = folder.resolve("again");
    record(again);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  @Test
  void windowsAreReadAsTheyWereWritten() throws Exception {
    try (WindowFile.Reader reader = new WindowFile.Reader(file)) {
      assertEquals(segmenter.info(), reader.info());
      int sounding = 0;
      for (int i = 0; i < WINDOWS; i++) {
        RecordedWindow window = reader.next().orElseThrow();
        assertEquals(i * FRAME, window.runningTime());
        assertEquals(FRAME, window.duration());
        for (byte label : window.answer().labels()) {
          sounding += label;
        }
      }
      assertTrue(sounding > 0, "nothing sounds, so nothing is compared");
      assertTrue(reader.next().isEmpty());
    }
  }

  @Test
  void twoModelsAreCompared() throws Exception {
    try (Segmenter other = new QuietHalf(segmenter)) {
      Replayed replayed = Comparison.of(file, other);
      assertEquals("quiet-half", replayed.model());
      assertTrue(replayed.identical() < WINDOWS, replayed.toString());
      assertTrue(replayed.agreement() > 0.4 && replayed.agreement() < 1, replayed.toString());
      assertTrue(replayed.overlap() > 0 && replayed.overlap() < 1, replayed.toString());
      assertTrue(replayed.worst() >= 0);
    }
  }

  @Test
  void whatIsNoRecordingIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "not gzip");
    assertThrows(IOException.class, () -> Comparison.of(text, segmenter));
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    String end = assertThrows(IOException.class, () -> Comparison.of(cut, segmenter)).getMessage();
    assertTrue(end.contains(cut + " is cut off after "), end);
    Path bigger = Files.createDirectory(folder.resolve("bigger"));
    try (Segmenter other =
        OnnxSegmenter.open(new TestModel(48, 48, 1).write(bigger), new EngineOptions(1, 1))) {
      String message =
          assertThrows(SegmenterException.class, () -> Comparison.of(file, other)).getMessage();
      assertTrue(message.contains("another shape"), message);
    }
  }
}
