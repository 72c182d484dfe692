// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import java.util.List;

/** Which plan runs how many items. */
final class Batches {
  private final int[] sizes;

  /**
   * @param sizes rising
   */
  Batches(List<Integer> sizes) {
    this.sizes = sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The place of the smallest size that holds so many.
   *
   * @throws IllegalArgumentException if none does
   */
  int of(int count) {
    for (int i = 0; i < sizes.length; i++) {
      if (count <= sizes[i] && count > 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "a batch holds 1 to " + sizes[sizes.length - 1] + " items, not " + count);
  }
}
