// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;
import org.sonomask.api.MaskPieces;

/**
 * Finds the pieces of label maps of one size. Not thread-safe. Allocates only when a map has more
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
  private static final int UNKNOWN = -1;

  private final int width;
  private final int[] pieceOf;
  private final int[] stack;
  private int[] fields = new int[64 * FIELDS];
  private int count;

  /** For label maps of this many pixels. */
  public Pieces(int width, int pixels) {
    this.width = width;
    pieceOf = new int[pixels];
    stack = new int[pixels];
  }

  /** Finds the pieces of a label map. */
  public void find(byte[] labels, byte[] confidence) {
    Arrays.fill(pieceOf, UNKNOWN);
    count = 0;
    for (int start = 0; start < labels.length; start++) {
      if (pieceOf[start] == UNKNOWN) {
        begin(start, labels[start] & 0xff);
        flood(start, labels, confidence);
        count++;
      }
    }
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
  }

  private void flood(int start, byte[] labels, byte[] confidence) {
    byte label = labels[start];
    int size = push(start, 0);
    while (size > 0) {
      int at = stack[--size];
      int x = at % width;
      grow(x, at / width, confidence[at] & 0xff);
      size = x > 0 && isNew(at - 1, label, labels) ? push(at - 1, size) : size;
      size = x < width - 1 && isNew(at + 1, label, labels) ? push(at + 1, size) : size;
      size = at >= width && isNew(at - width, label, labels) ? push(at - width, size) : size;
      size = isNew(at + width, label, labels) ? push(at + width, size) : size;
    }
  }

  private boolean isNew(int at, byte label, byte[] labels) {
    return at < labels.length && labels[at] == label && pieceOf[at] == UNKNOWN;
  }

  private int push(int at, int size) {
    pieceOf[at] = count;
    stack[size] = at;
    return size + 1;
  }

  private void grow(int x, int y, int sure) {
    int base = count * FIELDS;
    fields[base + LEFT] = Math.min(fields[base + LEFT], x);
    fields[base + RIGHT] = Math.max(fields[base + RIGHT], x);
    fields[base + BOTTOM] = Math.max(fields[base + BOTTOM], y);
    fields[base + AREA]++;
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
