// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.SplittableRandom;

/**
 * Which samples an iteration takes. Composing a clip costs more than learning from it, so a batch
 * has some fresh samples and repeats others of the last iterations, each time mirrored or not by
 * chance. Some clips are shown with the sound of another one of the batch: a network that marks
 * what it sees without listening is wrong there. The order depends on the seed and the iteration
 * alone, so a run resumes exactly.
 *
 * @param seed of the run
 * @param batch clips of an iteration
 * @param fresh how many of them are new
 * @param memory iterations whose fresh samples may be repeated
 * @param exchanged share of the clips that hear another one, 0 to 1
 */
public record SampleOrder(long seed, int batch, int fresh, int memory, double exchanged) {

  public SampleOrder {
    if (fresh < 1 || fresh > batch || memory < 1) {
      throw new IllegalArgumentException(
          "A batch of " + batch + " needs 1 to " + batch + " fresh clips, not " + fresh + ".");
    }
    if (!(exchanged >= 0 && exchanged <= 1)) {
      throw new IllegalArgumentException(
          "The share of exchanged sounds must be 0 to 1, but is " + exchanged + ".");
    }
  }

  /**
   * A sample of a batch.
   *
   * @param number of the sample
   * @param mirrored whether its mirror image is taken
   * @param heard place in the batch of the pick whose sound it gets; its own place for its own
   */
  public record Pick(long number, boolean mirrored, int heard) {}

  /** The samples of an iteration, counted from 0. */
  public Pick[] picks(long iteration) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + iteration);
    long first = iteration * fresh;
    long oldest = oldest(iteration);
    Pick[] picks = new Pick[batch];
    for (int i = 0; i < batch; i++) {
      long number = i < fresh ? first + i : random.nextLong(oldest, first + fresh);
      boolean mirrored = random.nextBoolean();
      int heard = random.nextDouble() < exchanged ? random.nextInt(batch) : i;
      picks[i] = new Pick(number, mirrored, heard);
    }
    return picks;
  }

  /** The lowest number that this iteration or a later one can take. */
  public long oldest(long iteration) {
    return Math.max(0, iteration - memory + 1) * fresh;
  }
}
