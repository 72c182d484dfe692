// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LargestPieceTest {

  private static LargestPiece.Pixel top(String... rows) {
    return new LargestPiece().top(Masks.first(Masks.drawn(rows)));
  }

  @Test
  void aSpeckAboveDoesNotTakeTheName() {
    assertEquals(new LargestPiece.Pixel(5, 2), top("10000000", "00000000", "00001110", "00011110"));
  }

  @Test
  void piecesThatOnlyMeetAtACornerAreApart() {
    assertEquals(new LargestPiece.Pixel(1, 1), top("0011", "1100", "1100"));
  }

  @Test
  void aPieceGoesRoundCornersAndKeepsToItsClass() {
    assertEquals(new LargestPiece.Pixel(3, 0), top("1201", "1201", "2111", "1200"));
  }

  @Test
  void aMaskIsFreeOfTheOneBefore() {
    LargestPiece pieces = new LargestPiece();
    pieces.top(Masks.first(Masks.drawn("111111", "111111", "111111")));
    assertEquals(
        new LargestPiece.Pixel(2, 1), pieces.top(Masks.first(Masks.drawn("100", "011", "010"))));
  }
}
