// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

/**
 * Somebody in a mask: some columns of a piece, with one head, and where their mouth must be.
 * Lengths are in mask pixels. Filled anew for every mask.
 */
public final class Figure {
  int piece;
  int left;
  int right;
  int mouthLeft;
  int mouthTop;
  int mouthWidth;
  int mouthHeight;

  Figure() {}

  /** The piece that it belongs to. */
  public int piece() {
    return piece;
  }

  /** Its leftmost column. */
  public int left() {
    return left;
  }

  /** The column behind its rightmost one. */
  public int right() {
    return right;
  }
}
