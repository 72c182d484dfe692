// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices from one seed. Not safe for use by several threads. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  long seed() {
    return random.nextLong();
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
