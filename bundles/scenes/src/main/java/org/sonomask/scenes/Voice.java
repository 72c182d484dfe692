// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.Arrays;

/**
 * One source's part of a scene's sound, from the scene's start to its end, and when it can be
 * heard. Immutable.
 */
final class Voice {
  private static final int BLOCK = Clip.RATE / 100;
  private static final int AUDIBLE_BLOCKS = 8;
  private static final double BELOW_LOUDEST = 28;
  private static final double FLOOR = -58;

  private final String category;
  private final float[] samples;
  private final float[] decibels;
  private final double threshold;

  /**
   * Takes over the samples.
   *
   * @param category class that it sounds like
   * @param samples 16 kHz, gain already applied
   */
  Voice(String category, float[] samples) {
    this.category = category;
    this.samples = samples;
    this.decibels = new float[samples.length / BLOCK];
    for (int i = 0; i < decibels.length; i++) {
      decibels[i] = level(samples, i * BLOCK);
    }
    float[] sorted = decibels.clone();
    Arrays.sort(sorted);
    double loudest = sorted.length == 0 ? FLOOR : sorted[(int) (0.97 * (sorted.length - 1))];
    this.threshold = Math.max(FLOOR, loudest - BELOW_LOUDEST);
  }

  String category() {
    return category;
  }

  float[] samples() {
    return samples;
  }

  /**
   * Whether at least 80 ms of it are heard in the window of {@link Clip#WINDOW} samples that starts
   * at {@code start} seconds.
   */
  boolean audible(double start) {
    int first = Math.max(0, (int) Math.round(start * 100));
    int last = Math.min(decibels.length, first + Clip.WINDOW / BLOCK);
    int heard = 0;
    for (int i = first; i < last; i++) {
      if (decibels[i] > threshold) {
        heard++;
      }
    }
    return heard >= AUDIBLE_BLOCKS;
  }

  /** Loudness for motion: 0 (silent) to 1 (its loudest), {@link Motion#LEVEL_RATE} a second. */
  float[] hopLevels() {
    int blocks = 100 / Motion.LEVEL_RATE;
    float[] levels = new float[decibels.length / blocks];
    for (int i = 0; i < levels.length; i++) {
      float loudest = -120;
      for (int j = 0; j < blocks; j++) {
        loudest = Math.max(loudest, decibels[i * blocks + j]);
      }
      levels[i] = (float) Math.max(0, Math.min(1, (loudest - threshold) / BELOW_LOUDEST));
    }
    return levels;
  }

  private static float level(float[] samples, int from) {
    double sum = 1e-12;
    for (int i = from; i < from + BLOCK; i++) {
      sum += samples[i] * samples[i];
    }
    return (float) (10 * Math.log10(sum / BLOCK));
  }
}
