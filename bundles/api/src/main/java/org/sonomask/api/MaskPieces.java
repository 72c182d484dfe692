// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * The pieces that a label map falls into: pixels of one label, the background included, that touch
 * by an edge. Pieces are numbered from 0 in the order of their first pixels, row by row.
 */
public interface MaskPieces {

  /** Number of pieces. */
  int count();

  /** The piece that a pixel belongs to. */
  int at(int pixel);

  /** Label of a piece. */
  int label(int piece);

  /** Pixels of a piece. */
  int area(int piece);

  /** Mean confidence over a piece, 0 to 1. */
  float score(int piece);

  /** Left edge of a piece's box. */
  int left(int piece);

  /** Top edge of a piece's box. */
  int top(int piece);

  /** Width of a piece's box. */
  int width(int piece);

  /** Height of a piece's box. */
  int height(int piece);
}
