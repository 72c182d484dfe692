// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.util.Arrays;

/** Brings sounds to the corpus's form: 16 kHz mono, silence cut off both ends, one loudness. */
final class SoundImport {
  private static final int BLOCK = 160;
  private static final double LOUDNESS = -23;
  private static final double PEAK = 0.95 * 32_767;

  private SoundImport() {}

  /**
   * Trims and levels.
   *
   * @param longest samples to keep at most
   * @return null if there is nothing to hear for at least 0.12 s
   */
  static short[] normalise(short[] samples, int longest) {
    float[] levels = levels(samples);
    float loudest = -120;
    for (float level : levels) {
      loudest = Math.max(loudest, level);
    }
    int first = 0;
    int last = levels.length - 1;
    while (first < last && levels[first] < loudest - 42) {
      first++;
    }
    while (last > first && levels[last] < loudest - 42) {
      last--;
    }
    if (loudest < -70 || (last - first) < 12) {
      return null;
    }
    int end = Math.min((last + 1) * BLOCK, first * BLOCK + longest);
    return level(Arrays.copyOfRange(samples, first * BLOCK, end));
  }

  /** Brings the loud parts to -23 dB of full scale, without clipping. */
  static short[] level(short[] samples) {
    float[] levels = levels(samples);
    float loudest = -120;
    for (float level : levels) {
      loudest = Math.max(loudest, level);
    }
    double power = 0;
    int count = 0;
    double peak = 1;
    for (float level : levels) {
      if (level > loudest - 30) {
        power += Math.pow(10, level / 10);
        count++;
      }
    }
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs((int) sample));
    }
    double gain = Math.pow(10, LOUDNESS / 20) / Math.sqrt(power / Math.max(1, count) + 1e-12);
    gain = Math.min(gain, PEAK / peak);
    short[] out = new short[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(gain * samples[i]);
    }
    return out;
  }

  private static float[] levels(short[] samples) {
    float[] levels = new float[samples.length / BLOCK];
    for (int i = 0; i < levels.length; i++) {
      double sum = 1e-9;
      for (int j = i * BLOCK; j < (i + 1) * BLOCK; j++) {
        sum += samples[j] / 32_768.0 * samples[j] / 32_768.0;
      }
      levels[i] = (float) (10 * Math.log10(sum / BLOCK));
    }
    return levels;
  }
}
