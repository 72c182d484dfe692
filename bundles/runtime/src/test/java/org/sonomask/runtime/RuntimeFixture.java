// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/** A runtime with a segmenter that does as it is told, and what streams are fed with. */
abstract class RuntimeFixture {
  static final int SIZE = ScriptedSegmenter.SIZE;
  static final long FRAME = 40_000_000;
  static final long SECOND = 1_000_000_000;

  /** What only a hang takes, on however slow and busy a machine. */
  static final long MINUTES = 600 * SECOND;

  final ScriptedSegmenter segmenter = new ScriptedSegmenter("scripted");
  final RuntimeSettings settings = new RuntimeSettings(2, 4, 5_000_000, 6, -60);
  final MaskRuntime runtime = new MaskRuntime(settings);

  @AfterEach
  void close() {
    segmenter.permits.release(1_000_000);
    runtime.close();
  }

  /** A stream that uses the segmenter, and has had a second of sound. */
  MaskStream heard(StreamSettings streamSettings) {
    runtime.addSegmenter(segmenter, 0);
    MaskStream stream = runtime.open(streamSettings);
    sound(stream, 0, SECOND, 1);
    return stream;
  }

  /** The mask for a time, once nothing up to there is under way any more. */
  static MaskFrame await(MaskStream stream, long time, long timeout) {
    try {
      stream.await(time, timeout);
      return stream.newest(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void waitFor(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  static StreamSettings live(String name) {
    return new StreamSettings(name, "", 0, true, MINUTES, 0);
  }

  static StreamSettings aligned(String name) {
    return new StreamSettings(name, "", 0, false, MINUTES, 0);
  }

  static void sound(MaskStream stream, long from, long to, float amplitude) {
    float[] samples = new float[(int) ((to - from) / 62_500)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 2 == 0 ? amplitude : -amplitude;
    }
    stream.audio(FloatBuffer.wrap(samples), from);
  }

  static ByteBuffer picture(int number) {
    return filled(number % 3);
  }

  static ByteBuffer filled(int value) {
    byte[] bytes = new byte[SIZE * SIZE * 3];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
  }
}
