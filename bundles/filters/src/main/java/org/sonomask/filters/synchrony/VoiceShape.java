// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

import org.sonomask.api.StreamPast;

/**
 * The level of a sound, and how fast it changes: what lips do while they open and close is heard as
 * a rise or a fall. Not thread-safe. Allocates nothing after construction.
 */
final class VoiceShape {
  /** Cells of a level: 80 ms. */
  private static final int LEVEL = 4;

  /** Cells between two levels that are compared: 40 ms. */
  private static final int STEP = 2;

  /** Of the loudest: what is quieter counts as silence. */
  private static final double FLOOR = 1e-3;

  /** Consonants say more about lips than vowels do: raises what is above some 300 Hz. */
  private static final float PREEMPHASIS = 0.9f;

  /** Energy of a level at -60 dBFS. */
  private static final double SILENCE = 1e-6 * LEVEL * TimeGrid.SAMPLES;

  private static final int BEFORE = LEVEL / 2 + STEP;
  private static final int CELLS = BEFORE + TimeGrid.SOUND + LEVEL / 2 - 1;

  private final float[] samples = new float[CELLS * TimeGrid.SAMPLES];
  private final double[] energies = new double[CELLS];
  private final double[] levels = new double[CELLS];
  private double loudest;
  private final double[] heard = new double[TimeGrid.SOUND];
  private final double[] changes = new double[TimeGrid.SOUND];

  /** Measures the sound up to a frame. */
  void measure(StreamPast past, long runningTime) {
    past.sound(TimeGrid.soundStart(runningTime) - BEFORE * TimeGrid.CELL, samples);
    float last = samples[0];
    for (int cell = 0; cell < CELLS; cell++) {
      double energy = 0;
      for (int i = cell * TimeGrid.SAMPLES; i < (cell + 1) * TimeGrid.SAMPLES; i++) {
        double high = samples[i] - PREEMPHASIS * last;
        last = samples[i];
        energy += high * high;
      }
      energies[cell] = energy;
    }
    level();
    for (int cell = 0; cell < changes.length; cell++) {
      int at = cell + BEFORE;
      heard[cell] = levels[at];
      changes[cell] = Math.abs(levels[at] - levels[at - STEP]);
    }
  }

  /** Whether there is nothing to compare with. */
  boolean isSilent() {
    return loudest < SILENCE;
  }

  /** Nepers by cell of sound, overwritten by the next measurement. */
  double[] levels() {
    return heard;
  }

  /** Nepers in 40 ms by cell of sound, overwritten by the next measurement. */
  double[] changes() {
    return changes;
  }

  private void level() {
    loudest = 0;
    for (int cell = LEVEL / 2; cell + LEVEL / 2 <= CELLS; cell++) {
      double sum = 0;
      for (int i = cell - LEVEL / 2; i < cell + LEVEL / 2; i++) {
        sum += energies[i];
      }
      levels[cell] = sum;
      loudest = Math.max(loudest, sum);
    }
    double floor = FLOOR * loudest + Float.MIN_NORMAL;
    for (int cell = LEVEL / 2; cell + LEVEL / 2 <= CELLS; cell++) {
      levels[cell] = Math.log(levels[cell] + floor);
    }
  }
}
