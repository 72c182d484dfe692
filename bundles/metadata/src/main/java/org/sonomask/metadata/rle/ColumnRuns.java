// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.rle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the runs of a label down the columns by going along the rows, eight pixels at a time: where
 * a row is like the one above, no run changes. The changes are then put in order by column.
 */
final class ColumnRuns {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final byte[] labels;
  private final int width;
  private final int height;
  private final byte label;
  private final long eightLabels;

  /** Row and column of each change, in order of rows: two integers each. */
  private int[] changes = new int[256];

  private int size;
  private final int[] perColumn;

  ColumnRuns(byte[] labels, int width, int height, int label) {
    this.labels = labels;
    this.width = width;
    this.height = height;
    this.label = (byte) label;
    this.eightLabels = ONES * (label & 0xff);
    this.perColumn = new int[width];
  }

  /** Run lengths of the mask that has the label's pixels in a box, the first outside the mask. */
  int[] counts(int left, int top, int right, int bottom) {
    if (top < bottom) {
      edge(top, top, left, right);
      for (int y = top + 1; y < bottom; y++) {
        between(y, left, right);
      }
      edge(bottom, bottom - 1, left, right);
    }
    return lengths(positions());
  }

  /** Changes at a row where the box begins or ends, of the pixels of the row in it. */
  private void edge(int y, int rowInside, int left, int right) {
    for (int x = left; x < right; x++) {
      if (labels[rowInside * width + x] == label) {
        change(x, y);
      }
    }
  }

  private void between(int y, int left, int right) {
    int row = y * width;
    int above = row - width;
    int x = left;
    for (; x + Long.BYTES <= right; x += Long.BYTES) {
      long here = (long) EIGHT.get(labels, row + x);
      long there = (long) EIGHT.get(labels, above + x);
      if (here != there) {
        long differ = matches(here) ^ matches(there);
        while (differ != 0) {
          change(x + Long.numberOfTrailingZeros(differ) / Byte.SIZE, y);
          differ &= differ - 1;
        }
      }
    }
    for (; x < right; x++) {
      if ((labels[row + x] == label) != (labels[above + x] == label)) {
        change(x, y);
      }
    }
  }

  /** The highest bit of each byte that is the label. */
  private long matches(long eight) {
    long zeroWhereEqual = eight ^ eightLabels;
    long nonZero = ((zeroWhereEqual & LOW_BITS) + LOW_BITS) | zeroWhereEqual;
    return ~(nonZero | LOW_BITS);
  }

  private void change(int x, int y) {
    if (size == changes.length) {
      changes = Arrays.copyOf(changes, 2 * size);
    }
    changes[size++] = x;
    changes[size++] = y;
    perColumn[x]++;
  }

  /** Places of the changes down the columns, in order. */
  private int[] positions() {
    int next = 0;
    for (int x = 0; x < width; x++) {
      int count = perColumn[x];
      perColumn[x] = next;
      next += count;
    }
    int[] positions = new int[next];
    for (int i = 0; i < size; i += 2) {
      int x = changes[i];
      positions[perColumn[x]++] = x * height + changes[i + 1];
    }
    return positions;
  }

  /** What ends at the foot of a column and begins again at the head of the next is one run. */
  private int[] lengths(int[] positions) {
    int[] counts = new int[positions.length + 1];
    int runs = 0;
    int start = 0;
    for (int i = 0; i < positions.length; i++) {
      if (i + 1 < positions.length && positions[i] == positions[i + 1]) {
        i++;
      } else {
        counts[runs++] = positions[i] - start;
        start = positions[i];
      }
    }
    int pixels = width * height;
    if (start < pixels || runs == 0) {
      counts[runs++] = pixels - start;
    }
    return runs == counts.length ? counts : Arrays.copyOf(counts, runs);
  }
}
