// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sonomask.runtime.audio.LogMel;

/** Compares the log-mel front end with the original's on {@code audio_ref.npz}. */
final class LogMelComparison {
  private static final double TOLERANCE = 1e-4;
  private static final float FULL_SCALE = 32768;

  private final NumpyArchive arrays;
  private final PrintStream out;

  LogMelComparison(Path file, PrintStream out) throws IOException {
    this.arrays = NumpyArchive.read(file);
    this.out = out;
  }

  /** Prints a line a waveform; answers how many do not hold. */
  int compare() {
    int failures = 0;
    for (String clip : List.of("5", "10", "short")) {
      float[] expected = arrays.floats("logmel" + clip);
      float[] actual = logMel(arrays.shorts("wav" + clip));
      double worst = expected.length == actual.length ? 0 : Double.POSITIVE_INFINITY;
      for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
        worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
      }
      boolean holds = worst <= TOLERANCE;
      failures += holds ? 0 : 1;
      out.printf(
          Locale.ROOT, "%-4s logmel  %-30s %.2e%n", holds ? "ok" : "FAIL", "clip." + clip, worst);
    }
    return failures;
  }

  private static float[] logMel(short[] wave) {
    float[] samples = new float[wave.length];
    for (int i = 0; i < wave.length; i++) {
      samples[i] = wave[i] / FULL_SCALE;
    }
    int size = LogMel.COLUMNS * LogMel.BANDS;
    float[] examples = new float[LogMel.examples(samples.length) * size];
    LogMel frontEnd = new LogMel();
    for (int example = 0; example * size < examples.length; example++) {
      frontEnd.example(samples, example * LogMel.EXAMPLE_HOP, examples, example * size);
    }
    return examples;
  }
}
