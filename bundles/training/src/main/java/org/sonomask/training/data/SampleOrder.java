// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.SplittableRandom;

/**
 * Which samples an iteration takes. Composing a clip costs more than learning from it, so a batch
 * has some fresh samples and repeats others of the last iterations, each time mirrored or not by
 * chance. The order depends on the seed and the iteration alone, so a run resumes exactly.
 *
 * @param seed of the run
 * @param batch clips of an iteration
 * @param fresh how many of them are new
 * @param memory iterations whose fresh samples may be repeated
 */
public record SampleOrder(long seed, int batch, int fresh, int memory) {

  public SampleOrder {
    if (fresh < 1 || fresh > batch || memory < 1) {
      throw new IllegalArgumentException(
          "A batch of " + batch + " needs 1 to " + batch + " fresh clips, not " + fresh + ".");
    }
  }

  /**
   * A sample of a batch.
   *
   * @param number of the sample
   * @param mirrored whether its mirror image is taken
   */
  public record Pick(long number, boolean mirrored) {}

  /** The samples of an iteration, counted from 0. */
  public Pick[] picks(long iteration) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + iteration);
    long first = iteration * fresh;
    long oldest = oldest(iteration);
    Pick[] picks = new Pick[batch];
    for (int i = 0; i < batch; i++) {
      long number = i < fresh ? first + i : random.nextLong(oldest, first + fresh);
      picks[i] = new Pick(number, random.nextBoolean());
    }
    return picks;
  }

  /** The lowest number that this iteration or a later one can take. */
  public long oldest(long iteration) {
    return Math.max(0, iteration - memory + 1) * fresh;
  }
}
