// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.util.stream.IntStream;

/**
 * The sizes of batch that an engine is made for.
 *
 * @param least N
 * @param usual N, for which it is made fast
 * @param most N
 */
record Batches(int least, int usual, int most) {

  Batches {
    if (least < 1 || usual < least || most < usual) {
      throw new IllegalArgumentException(
          "batches are 1 or more and ascend, unlike " + least + ", " + usual + ", " + most);
    }
  }

  /** Reads {@code N}, the one size there is, or {@code LEAST-MOST}, made fast for the most. */
  static Batches parse(String text) {
    String[] ends = text.split("-", 2);
    int least = Integer.parseInt(ends[0]);
    int most = Integer.parseInt(ends[ends.length - 1]);
    return new Batches(least, most, most);
  }

  /** The least and the greatest size; one only if they are the same. */
  int[] ends() {
    return IntStream.of(least, most).distinct().toArray();
  }

  /** Whether there is one size only. */
  boolean fixed() {
    return least == most;
  }
}
