// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Arrays;

/**
 * Finds the largest piece of a class: pixels that touch by an edge. A class is named there, and not
 * at a speck that happens to lie higher up.
 *
 * <p>The memory is kept from mask to mask. Not thread-safe.
 */
public final class LargestPiece {

  private boolean[] seen = new boolean[0];
  private int[] stack = new int[0];
  private int size;

  /** A mask pixel. */
  public record Pixel(int column, int row) {}

  /** The middle of the first run in the topmost row of a class's largest piece. */
  public Pixel top(ClassMask mask) {
    int pixels = mask.width() * mask.height();
    if (seen.length < pixels) {
      seen = new boolean[pixels];
      stack = new int[pixels];
    }
    Arrays.fill(seen, 0, pixels, false);
    Pixel first = null;
    int largest = 0;
    for (int row = mask.top(); row < mask.bottom(); row++) {
      for (int column = mask.left(); column < mask.right(); column++) {
        // Row by row, a piece is met at the start of its topmost run.
        int area = flood(mask, column, row);
        if (area > largest) {
          largest = area;
          first = new Pixel(column, row);
        }
      }
    }
    return middle(mask, first);
  }

  private static Pixel middle(ClassMask mask, Pixel first) {
    int end = first.column();
    while (end < mask.right() && mask.at(end, first.row())) {
      end++;
    }
    return new Pixel((first.column() + end) / 2, first.row());
  }

  /** Marks the piece that a pixel belongs to; gives its area, 0 if it is known or none. */
  private int flood(ClassMask mask, int startColumn, int startRow) {
    size = 0;
    push(mask, startColumn, startRow);
    int area = 0;
    while (size > 0) {
      int at = stack[--size];
      int column = at % mask.width();
      int row = at / mask.width();
      area++;
      push(mask, column - 1, row);
      push(mask, column + 1, row);
      push(mask, column, row - 1);
      push(mask, column, row + 1);
    }
    return area;
  }

  private void push(ClassMask mask, int column, int row) {
    boolean inBox =
        column >= mask.left() && column < mask.right() && row >= mask.top() && row < mask.bottom();
    int at = row * mask.width() + column;
    if (inBox && !seen[at] && mask.at(column, row)) {
      seen[at] = true;
      stack[size++] = at;
    }
  }
}
