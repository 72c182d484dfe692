// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {
  private static final int EXAMPLE_FLOATS = LogMel.COLUMNS * LogMel.BANDS;

  @Test
  void theReferenceExamplesAreReproduced() throws IOException {
    assertReproduced(resource("waveform.s16le"), resource("log-mel.f32le"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "10", "short"})
  void theWholeReferenceIsReproducedWhereItLies(String clip) throws IOException {
    Path file = referenceFolder().resolve("audio_ref.npz");
    Assumptions.assumeTrue(Files.exists(file), "the reference archive is not beside the checkout");
    assertReproduced(Npz.array(file, "wav" + clip), Npz.array(file, "logmel" + clip));
  }

  @Test
  void theSpectrumIsThatOfTheDefinition() {
    double[] signal = new Random(7).doubles(64, -1, 1).toArray();
    double[] magnitude = new double[33];
    new RealFft(64).magnitude(signal, magnitude);
    for (int k = 0; k <= 32; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < 64; n++) {
        re += signal[n] * Math.cos(2 * Math.PI * k * n / 64);
        im -= signal[n] * Math.sin(2 * Math.PI * k * n / 64);
      }
      assertEquals(Math.hypot(re, im), magnitude[k], 1e-12);
    }
  }

  @Test
  void silenceIsTheLogarithmOfTheOffset() {
    float[] column = new float[LogMel.BANDS];
    new LogMel().column(new float[LogMel.WINDOW], 0, column, 0);
    for (float value : column) {
      assertEquals(Math.log(0.01), value, 1e-6);
    }
  }

  @Test
  void anIncompleteExampleIsNotCounted() {
    assertEquals(0, LogMel.examples(LogMel.EXAMPLE_SAMPLES - 1));
    assertEquals(1, LogMel.examples(LogMel.EXAMPLE_SAMPLES));
    assertEquals(5, LogMel.examples(80_000));
    assertEquals(10, LogMel.examples(160_000));
  }

  private static void assertReproduced(ByteBuffer wave, ByteBuffer expected) {
    float[] samples = new float[wave.remaining() / Short.BYTES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = wave.getShort(2 * i) / 32768f;
    }
    int examples = LogMel.examples(samples.length);
    assertEquals(expected.remaining(), examples * EXAMPLE_FLOATS * Float.BYTES);
    LogMel logMel = new LogMel();
    float[] out = new float[EXAMPLE_FLOATS];
    double worst = 0;
    for (int example = 0; example < examples; example++) {
      logMel.example(samples, example * LogMel.EXAMPLE_HOP, out, 0);
      for (int i = 0; i < EXAMPLE_FLOATS; i++) {
        float wanted = expected.getFloat(Float.BYTES * (example * EXAMPLE_FLOATS + i));
        worst = Math.max(worst, Math.abs(wanted - out[i]));
      }
    }
    assertTrue(worst <= 1e-4, "greatest error " + worst);
  }

  private static Path referenceFolder() {
    String shared = System.getenv().getOrDefault("SONOMASK_SHARED", "../../../shared");
    return Path.of(shared, "reference");
  }

  private static ByteBuffer resource(String name) throws IOException {
    try (var in = LogMelTest.class.getResourceAsStream(name)) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
