// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

/** Endless sounds without pictures by number. */
@FunctionalInterface
public interface SoundSource {

  /**
   * Some sounds.
   *
   * @param logMel float32 [count, 96, 64]
   * @param audible uint8 [count, classes], 1 for a class that is heard
   */
  record Exercises(float[] logMel, byte[] audible) {}

  /** Has none, however many are asked for. */
  SoundSource NONE = (number, count) -> new Exercises(new float[0], new byte[0]);

  /** Exercises of a number; the same number gives the same ones. None if there are none. */
  Exercises exercises(long number, int count);

  /** The same exercises, of which number 0 are those of number {@code first} here. */
  default SoundSource from(long first) {
    return (number, count) -> exercises(first + number, count);
  }
}
