// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.tensor.Tensors;

/**
 * Makes the spectrogram that {@link SoundEffectCnn} was trained on of a log-mel example: power
 * instead of magnitude, columns of 46 ms every 23 ms instead of 25 ms every 10 ms, bands of unit
 * sum, log₁₀(1 + 10⁴·power) over its greatest value in training. Both mel scales have 40 mel to a
 * band, so bands stay as they are; those above 7.5 kHz are not there.
 *
 * <p>The network knows recordings whose peak is 1. How loud the recording's peak is cannot be told
 * from a second of it, so the loudest place of the example comes to what it usually is in such a
 * recording; silence is not made louder than that of a quiet room.
 */
final class SoundEffectSpectrum {
  static final int COLUMNS = 40;

  private static final int EXAMPLE_COLUMNS = 96;
  private static final int BANDS = 64;
  private static final double LOWEST_HZ = 125;
  private static final double HIGHEST_HZ = 7500;
  private static final double BIN_HZ = 16_000 / 512.0;
  private static final double LOG_OFFSET = 0.01;
  private static final double HOP = 2.322;
  private static final double REACH = 2.4;

  /** Power of the reference's window over that of ours, for the same sound. */
  private static final double WINDOWS = 7.6;

  /** What the loudest place of a second usually comes to where a recording's peak is 1. */
  private static final double LOUDEST = 13_000;

  /** Loudest place of an example up to which it is louder than nothing: 28 dB below the usual. */
  private static final double FAINTEST = 20;

  private static final double RANGE = 1e4;
  private static final double GREATEST = 9.4578 * Math.log(10);

  private SoundEffectSpectrum() {}

  /**
   * Converts, in single precision: power is beyond the range of half precision.
   *
   * @param logMel [N, 1, 96, 64]
   * @return [N, 1, {@value #COLUMNS}, 64], about 0 to 1
   */
  static <T> T of(Tensors<T> t, T logMel) {
    return t.precise(() -> spectrum(t, logMel));
  }

  private static <T> T spectrum(Tensors<T> t, T logMel) {
    T magnitude = t.clamp(t.shift(t.exp(logMel), -LOG_OFFSET), 0, 1e4);
    T mean = t.multiply(magnitude, t.constant(bandScales(), BANDS));
    T power = t.matmul(t.constant(columns(), COLUMNS, EXAMPLE_COLUMNS), t.multiply(mean, mean));
    T peak = t.clamp(t.max(t.max(power, 3), 2), FAINTEST, 1e8);
    T level = t.divide(t.scale(power, RANGE * LOUDEST), peak);
    return t.scale(t.log(t.shift(level, 1)), 1 / GREATEST);
  }

  /** From the sum under a band's triangle to the root of its mean power. */
  private static float[] bandScales() {
    float[] scales = new float[BANDS];
    double lowest = mel(LOWEST_HZ);
    double spacing = (mel(HIGHEST_HZ) - lowest) / (BANDS + 1);
    for (int band = 0; band < BANDS; band++) {
      double sum = 0;
      for (int bin = 1; bin <= 256; bin++) {
        double place = (mel(bin * BIN_HZ) - lowest) / spacing - band;
        sum += Math.max(0, 1 - Math.abs(place - 1));
      }
      scales[band] = (float) (Math.sqrt(WINDOWS) / sum);
    }
    return scales;
  }

  private static double mel(double hertz) {
    return 1127 * Math.log(1 + hertz / 700);
  }

  /** Each row averages the columns under one wider window. */
  private static float[] columns() {
    float[] rows = new float[COLUMNS * EXAMPLE_COLUMNS];
    double first = (EXAMPLE_COLUMNS - 1 - (COLUMNS - 1) * HOP) / 2;
    for (int row = 0; row < COLUMNS; row++) {
      double centre = first + row * HOP;
      double sum = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int column = 0; column < EXAMPLE_COLUMNS; column++) {
          double weight = Math.max(0, 1 - Math.abs(column - centre) / REACH);
          if (pass == 0) {
            sum += weight;
          } else {
            rows[row * EXAMPLE_COLUMNS + column] = (float) (weight / sum);
          }
        }
      }
    }
    return rows;
  }
}
