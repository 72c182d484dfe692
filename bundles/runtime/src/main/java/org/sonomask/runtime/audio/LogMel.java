// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.audio;

import java.util.Arrays;

/**
 * VGGish's log-mel front end (Hershey et al., ICASSP 2017), which COMBO's audio branch takes: 25 ms
 * periodic Hann windows every 10 ms, 512-point magnitude spectrum, 64 HTK-mel triangles from 125 to
 * 7500 Hz, natural logarithm of the sum plus 0.01.
 *
 * <p>Allocates nothing after construction. Not thread-safe.
 */
public final class LogMel {

  /** Samples per second of the sound it takes. */
  public static final int SAMPLE_RATE = 16_000;

  /** Samples under one column's window. */
  public static final int WINDOW = 400;

  /** Samples between the starts of two columns. */
  public static final int HOP = 160;

  /** Mel bands of a column. */
  public static final int BANDS = 64;

  /** Columns of an example. */
  public static final int COLUMNS = 96;

  /** Samples that an example is made of: 0.975 s. */
  public static final int EXAMPLE_SAMPLES = (COLUMNS - 1) * HOP + WINDOW;

  /** Samples between the starts of consecutive examples of a clip: 0.96 s. */
  public static final int EXAMPLE_HOP = COLUMNS * HOP;

  private static final int FFT = 512;
  private static final int BINS = FFT / 2 + 1;
  private static final double LOWEST_HZ = 125;
  private static final double HIGHEST_HZ = 7500;
  private static final double LOG_OFFSET = 0.01;

  private final RealFft fft = new RealFft(FFT);
  private final double[] hann = new double[WINDOW];
  private final double[] windowed = new double[FFT];
  private final double[] magnitude = new double[BINS];
  private final int[] firstBin = new int[BANDS];
  private final double[][] weights = new double[BANDS][];

  public LogMel() {
    for (int n = 0; n < WINDOW; n++) {
      hann[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW);
    }
    double lowest = mel(LOWEST_HZ);
    double spacing = (mel(HIGHEST_HZ) - lowest) / (BANDS + 1);
    for (int band = 0; band < BANDS; band++) {
      weights[band] = triangle(band, lowest + band * spacing, spacing);
    }
  }

  /** Examples that fit into a clip; its incomplete tail is dropped. */
  public static int examples(int samples) {
    return samples < WINDOW ? 0 : (1 + (samples - WINDOW) / HOP) / COLUMNS;
  }

  /**
   * Computes one column.
   *
   * @param samples mono at 16 kHz, -1 to 1; {@link #WINDOW} of them from {@code offset}
   * @param out {@link #BANDS} values, written from {@code outOffset}
   */
  public void column(float[] samples, int offset, float[] out, int outOffset) {
    for (int n = 0; n < WINDOW; n++) {
      windowed[n] = samples[offset + n] * hann[n];
    }
    fft.magnitude(windowed, magnitude);
    for (int band = 0; band < BANDS; band++) {
      double[] weight = weights[band];
      int bin = firstBin[band];
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        sum += weight[i] * magnitude[bin + i];
      }
      out[outOffset + band] = (float) Math.log(sum + LOG_OFFSET);
    }
  }

  /**
   * Computes one example, [96, 64].
   *
   * @param samples {@link #EXAMPLE_SAMPLES} of them from {@code offset}
   * @param out 96 x 64 values, written from {@code outOffset}
   */
  public void example(float[] samples, int offset, float[] out, int outOffset) {
    for (int column = 0; column < COLUMNS; column++) {
      column(samples, offset + column * HOP, out, outOffset + column * BANDS);
    }
  }

  private double[] triangle(int band, double lower, double spacing) {
    double[] weight = new double[BINS];
    int first = BINS;
    int last = -1;
    for (int bin = 1; bin < BINS; bin++) {
      double at = mel((double) bin * SAMPLE_RATE / FFT);
      double rising = (at - lower) / spacing;
      double falling = (lower + 2 * spacing - at) / spacing;
      weight[bin] = Math.max(0, Math.min(rising, falling));
      if (weight[bin] > 0) {
        first = Math.min(first, bin);
        last = bin;
      }
    }
    // The lowest bands are narrower than a bin and may catch none.
    firstBin[band] = last < 0 ? 0 : first;
    return last < 0 ? new double[0] : Arrays.copyOfRange(weight, first, last + 1);
  }

  private static double mel(double hertz) {
    return 1127 * Math.log(1 + hertz / 700);
  }
}
