// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

/**
 * The memory of a stream's masks of one model. Nobody gives any back: what the stream's timeline
 * neither holds nor lends is used again. So there is as much as the timeline holds, and room for a
 * mask that is lent and one that is being made. Guarded by the stream; allocates nothing after
 * construction.
 */
final class MaskMemory {
  /** One is lent, one is being made. */
  private static final int MORE = 2;

  private final MaskTimeline masks;
  private final Piece[] pieces;
  private int last;

  /**
   * Room for one mask. Written to by the thread that makes a mask, until the timeline has it; then
   * by nobody.
   *
   * @param labels class of each pixel, uint8
   * @param confidence of each pixel's label, uint8
   */
  record Piece(byte[] labels, byte[] confidence) {}

  /**
   * @param masks the timeline that masks made here go to; it may hold others
   * @param pixels of a mask
   */
  MaskMemory(MaskTimeline masks, int pixels) {
    this.masks = masks;
    pieces = new Piece[masks.capacity() + MORE];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = new Piece(new byte[pixels], new byte[pixels]);
    }
  }

  /** A piece that no mask is in; to be asked for again when that one's mask is made or given up. */
  Piece unused() {
    while (masks.isIn(pieces[last].labels())) {
      last = (last + 1) % pieces.length;
    }
    return pieces[last];
  }
}
