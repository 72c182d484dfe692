// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.audio;

/**
 * Spectrum of a real signal whose length is a power of two, by a complex transform of half the
 * length (radix 2, decimation in time). In double precision: the front end adds 0.01 before the
 * logarithm, and beside a loud tone single precision's rounding would be seen in the quiet bands.
 *
 * <p>Allocates nothing after construction. Not thread-safe.
 */
final class RealFft {
  private final int half;
  private final double[] cos;
  private final double[] sin;
  private final int[] reversed;
  private final double[] re;
  private final double[] im;

  /**
   * @param size of the signal, a power of two from 4
   */
  RealFft(int size) {
    if (size < 4 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("the size must be a power of two from 4, but is " + size);
    }
    half = size / 2;
    cos = new double[half];
    sin = new double[half];
    reversed = new int[half];
    re = new double[half];
    im = new double[half];
    int bits = Integer.numberOfTrailingZeros(half);
    for (int i = 0; i < half; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / size);
      sin[i] = -Math.sin(2 * Math.PI * i / size);
      reversed[i] = Integer.reverse(i) >>> (32 - bits);
    }
  }

  /**
   * Computes the magnitudes of bins 0 to size/2.
   *
   * @param signal of the transform's size
   * @param magnitude size/2 + 1 values, written
   */
  void magnitude(double[] signal, double[] magnitude) {
    for (int i = 0; i < half; i++) {
      int at = reversed[i];
      re[at] = signal[2 * i];
      im[at] = signal[2 * i + 1];
    }
    transform();
    magnitude[0] = Math.abs(re[0] + im[0]);
    magnitude[half] = Math.abs(re[0] - im[0]);
    for (int k = 1; k < half; k++) {
      magnitude[k] = bin(k);
    }
  }

  private void transform() {
    for (int span = 1; span < half; span *= 2) {
      // The tables hold the roots of unity of order 2 * half.
      int step = half / span;
      for (int k = 0; k < span; k++) {
        double c = cos[k * step];
        double s = sin[k * step];
        for (int a = k; a < half; a += 2 * span) {
          int b = a + span;
          double real = re[b] * c - im[b] * s;
          double imaginary = re[b] * s + im[b] * c;
          re[b] = re[a] - real;
          im[b] = im[a] - imaginary;
          re[a] += real;
          im[a] += imaginary;
        }
      }
    }
  }

  /** Untangles the spectra of the even and the odd samples, and joins them. */
  private double bin(int k) {
    int mirror = half - k;
    double evenRe = 0.5 * (re[k] + re[mirror]);
    double evenIm = 0.5 * (im[k] - im[mirror]);
    double oddRe = 0.5 * (im[k] + im[mirror]);
    double oddIm = 0.5 * (re[mirror] - re[k]);
    double real = evenRe + oddRe * cos[k] - oddIm * sin[k];
    double imaginary = evenIm + oddRe * sin[k] + oddIm * cos[k];
    return Math.sqrt(real * real + imaginary * imaginary);
  }
}
