// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;
import org.sonomask.api.MaskPieces;

/**
 * Finds the pieces of label maps of one size: each row falls into runs of one label, and runs that
 * touch those of the row above are joined. Not thread-safe. Allocates only when a map has more
 * pieces than any before.
 */
public final class Pieces implements MaskPieces {
  private static final int LEFT = 0;
  private static final int TOP = 1;
  private static final int RIGHT = 2;
  private static final int BOTTOM = 3;
  private static final int LABEL = 4;
  private static final int AREA = 5;
  private static final int SURE = 6;
  private static final int FIELDS = 7;

  private final int width;
  private final int pixels;
  private final int[] pieceOf;

  /** First pixel of each run; behind the last, the pixel that it ends before. */
  private final int[] starts;

  /** For each run an earlier one of the same piece, or itself. */
  private final int[] parent;

  /** Piece of each run that is the first of its piece. */
  private final int[] pieceOfRun;

  private int runs;
  private int[] fields = new int[64 * FIELDS];
  private int count;

  /** For label maps of this many pixels. */
  public Pieces(int width, int pixels) {
    this.width = width;
    this.pixels = pixels;
    pieceOf = new int[pixels];
    starts = new int[pixels + 1];
    parent = new int[pixels];
    pieceOfRun = new int[pixels];
  }

  /** Finds the pieces of a label map. */
  public void find(byte[] labels, byte[] confidence) {
    runs = 0;
    int above = 0;
    for (int row = 0; row < pixels; row += width) {
      int first = runs;
      cut(labels, row);
      join(labels, above, first);
      above = first;
    }
    count = 0;
    for (int run = 0; run < runs; run++) {
      number(run, labels, confidence);
    }
  }

  /** Cuts a row into runs. */
  private void cut(byte[] labels, int row) {
    int end = row + width;
    for (int start = row; start < end; start = starts[runs]) {
      int at = start + 1;
      while (at < end && labels[at] == labels[start]) {
        at++;
      }
      starts[runs] = start;
      parent[runs] = runs;
      starts[++runs] = at;
    }
  }

  /** Joins the newest row's runs to those above that touch them; both rows end with a run's end. */
  private void join(byte[] labels, int above, int first) {
    int upper = above;
    int lower = first;
    while (upper < first && lower < runs) {
      if (labels[starts[upper]] == labels[starts[lower]]) {
        join(upper, lower);
      }
      int upperEnd = starts[upper + 1] + width;
      int lowerEnd = starts[lower + 1];
      upper += upperEnd <= lowerEnd ? 1 : 0;
      lower += lowerEnd <= upperEnd ? 1 : 0;
    }
  }

  private void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  /** The first run of a run's piece; the way there gets shorter. */
  private int root(int run) {
    int at = run;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private void number(int run, byte[] labels, byte[] confidence) {
    int root = root(run);
    int start = starts[run];
    int end = starts[run + 1];
    if (root == run) {
      pieceOfRun[run] = count;
      begin(start, labels[start] & 0xff);
    }
    int piece = pieceOfRun[root];
    Arrays.fill(pieceOf, start, end, piece);
    int sure = 0;
    for (int at = start; at < end; at++) {
      sure += confidence[at] & 0xff;
    }
    grow(piece, start, end, sure);
  }

  private void begin(int start, int label) {
    int base = count * FIELDS;
    if (base == fields.length) {
      fields = Arrays.copyOf(fields, 2 * base);
    }
    fields[base + LEFT] = width;
    fields[base + TOP] = start / width;
    fields[base + RIGHT] = 0;
    fields[base + BOTTOM] = 0;
    fields[base + LABEL] = label;
    fields[base + AREA] = 0;
    fields[base + SURE] = 0;
    count++;
  }

  private void grow(int piece, int start, int end, int sure) {
    int base = piece * FIELDS;
    int row = start / width;
    int left = start - row * width;
    fields[base + LEFT] = Math.min(fields[base + LEFT], left);
    fields[base + RIGHT] = Math.max(fields[base + RIGHT], left + end - start - 1);
    fields[base + BOTTOM] = row;
    fields[base + AREA] += end - start;
    fields[base + SURE] += sure;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int at(int pixel) {
    return pieceOf[pixel];
  }

  @Override
  public int label(int piece) {
    return fields[piece * FIELDS + LABEL];
  }

  @Override
  public int area(int piece) {
    return fields[piece * FIELDS + AREA];
  }

  @Override
  public float score(int piece) {
    return (float) fields[piece * FIELDS + SURE] / area(piece) / 255;
  }

  @Override
  public int left(int piece) {
    return fields[piece * FIELDS + LEFT];
  }

  @Override
  public int top(int piece) {
    return fields[piece * FIELDS + TOP];
  }

  @Override
  public int width(int piece) {
    return fields[piece * FIELDS + RIGHT] - left(piece) + 1;
  }

  @Override
  public int height(int piece) {
    return fields[piece * FIELDS + BOTTOM] - top(piece) + 1;
  }
}
