// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

/**
 * The cells of time, of 20 ms each, in which sound and motion are compared. Motion is known up to
 * the frame; the sound that it is compared with ends a little earlier, as some motion may come
 * after its sound.
 */
final class TimeGrid {
  /** Nanoseconds of a cell. */
  static final long CELL = 20_000_000;

  /** Samples of a cell. */
  static final int SAMPLES = 320;

  /** Cells by which motion may come after its sound, at most. */
  static final int BEHIND = 5;

  /** Cells by which motion may come before its sound, at most. */
  static final int AHEAD = 20;

  /** Cells of sound that are compared: one and a half seconds. */
  static final int SOUND = 75;

  /** Cells of motion that are looked at. */
  static final int MOTION = SOUND + BEHIND + AHEAD;

  /** Delays of sound behind motion that are tried. */
  static final int DELAYS = BEHIND + AHEAD + 1;

  private TimeGrid() {}

  /** Running time where the first cell of motion starts. */
  static long motionStart(long runningTime) {
    return runningTime - MOTION * CELL;
  }

  /** Running time where the first cell of sound starts. */
  static long soundStart(long runningTime) {
    return runningTime - (SOUND + BEHIND) * CELL;
  }
}
