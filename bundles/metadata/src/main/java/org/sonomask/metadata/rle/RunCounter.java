// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.rle;

import java.util.Arrays;

/** Collects runs from the places where they change. */
final class RunCounter {
  private int[] counts = new int[64];
  private int size;
  private int start;

  /** Whether the pixel before the next change lies in the mask. */
  boolean inside() {
    return (size & 1) == 1;
  }

  /** Ends the current run before {@code position} and starts the next there. */
  void change(int position) {
    if (size + 1 == counts.length) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    counts[size++] = position - start;
    start = position;
  }

  /** Ends the last run and returns all. */
  int[] end(int pixels) {
    if (start < pixels || size == 0) {
      change(pixels);
    }
    return Arrays.copyOf(counts, size);
  }
}
