// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.RowRuns;

/**
 * The bit mask series of a VMask: runs of pixels, row by row, each with the number of its first
 * pixel, as a variable-length pack of number and run length.
 */
final class BitMask {
  private static final int MAX_NUMBER_BYTES = 6;

  private BitMask() {}

  /** Runs of the pixels that have a label and lie in a box of the mask; empty if there are none. */
  static KlvWriter write(byte[] labels, int width, int label, Box box, PictureGrid grid) {
    KlvWriter series = new KlvWriter();
    Box visible = grid.place(box);
    for (int y = visible.top(); y < visible.bottom(); y++) {
      int row = (y - grid.top()) * width - grid.left();
      int x = visible.left();
      while (x < visible.right()) {
        int start = x;
        while (x < visible.right() && labels[row + x] == (byte) label) {
          x++;
        }
        if (x > start) {
          run(series, grid.number(start, y), x - start);
        } else {
          x++;
        }
      }
    }
    return series;
  }

  private static void run(KlvWriter series, long number, int length) {
    int numberBytes = KlvWriter.unsignedBytes(number);
    int lengthBytes = length < 0x80 ? 1 : 1 + KlvWriter.unsignedBytes(length);
    series.length(1 + numberBytes + lengthBytes);
    series.length(numberBytes);
    series.unsigned(number, numberBytes);
    series.length(length);
  }

  /**
   * Reads runs.
   *
   * @param pixels of the frame, which they must not leave
   */
  static RowRuns read(KlvCursor series, int pixels) throws MaskFormatException {
    RowRuns runs = new RowRuns();
    while (series.hasMore()) {
      KlvCursor pair = series.item();
      long number = pair.item().number(MAX_NUMBER_BYTES);
      int length = pair.length();
      if (number < 1 || length < 1 || number - 1 + length > pixels || pair.hasMore()) {
        throw new MaskFormatException(
            "KLV: a run of %d pixels from number %d in a frame of %d"
                .formatted(length, number, pixels));
      }
      runs.add((int) number - 1, length);
    }
    return runs;
  }
}
