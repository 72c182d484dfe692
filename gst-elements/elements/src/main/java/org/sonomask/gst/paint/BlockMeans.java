// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Averages the samples of a raster over square blocks. Eight bytes are added at a time, spread over
 * 16-bit lanes, which the rows of a block do not overflow.
 *
 * <p>Not thread-safe; working allocates nothing.
 */
final class BlockMeans {

  /** Fractional bits of a mean. */
  static final int FRACTION = 8;

  /** Rows that are looked at in each block: enough for a mean. */
  private static final int MOST_ROWS = 8;

  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Grid grid;
  private final int pixelStride;
  private final int side;
  private final int samples;
  private final byte[] row;
  private final long[] even;
  private final long[] odd;
  private final int[] sums;

  /**
   * @param side of a block in samples
   */
  BlockMeans(Raster raster, Grid grid, int side) {
    this.grid = grid;
    this.side = side;
    pixelStride = raster.pixelStride();
    samples = grid.right() - grid.left();
    int words = (samples * pixelStride + Long.BYTES - 1) / Long.BYTES;
    row = new byte[words * Long.BYTES];
    even = new long[words];
    odd = new long[words];
    sums = new int[words * Long.BYTES];
  }

  /** Blocks in a row of blocks. */
  int columns() {
    return (samples + side - 1) / side;
  }

  /** Rows of blocks. */
  int rows() {
    return (grid.bottom() - grid.top() + side - 1) / side;
  }

  /**
   * Averages a picture.
   *
   * @param out for each block the means of a pixel's bytes, in parts of 256
   */
  void measure(Plane plane, int stride, int[] out) {
    for (int blockRow = 0; blockRow < rows(); blockRow++) {
      int first = grid.top() + blockRow * side;
      int end = Math.min(first + side, grid.bottom());
      int step = Math.max(1, (end - first) / MOST_ROWS);
      int added = 0;
      Arrays.fill(even, 0);
      Arrays.fill(odd, 0);
      for (int y = first; y < end; y += step) {
        plane.bytes().get(y * stride + grid.left() * pixelStride, row, 0, samples * pixelStride);
        add(row, even, odd);
        added++;
      }
      spread();
      means(added, out, blockRow * columns() * pixelStride);
    }
  }

  private static void add(byte[] row, long[] even, long[] odd) {
    for (int i = 0; i < even.length; i++) {
      long word = (long) WORDS.get(row, i * Long.BYTES);
      even[i] += word & EVEN_BYTES;
      odd[i] += word >>> 8 & EVEN_BYTES;
    }
  }

  /** Takes the lanes apart: the sum of each byte of a row. */
  private void spread() {
    for (int i = 0; i < even.length; i++) {
      int at = i * Long.BYTES;
      for (int lane = 0; lane < 4; lane++) {
        sums[at + 2 * lane] = (int) (even[i] >>> 16 * lane) & 0xFFFF;
        sums[at + 2 * lane + 1] = (int) (odd[i] >>> 16 * lane) & 0xFFFF;
      }
    }
  }

  private void means(int rowsAdded, int[] out, int at) {
    for (int column = 0; column < columns(); column++) {
      int first = column * side;
      int end = Math.min(first + side, samples);
      for (int b = 0; b < pixelStride; b++) {
        int sum = 0;
        for (int x = first; x < end; x++) {
          sum += sums[x * pixelStride + b];
        }
        out[at + column * pixelStride + b] = (sum << FRACTION) / (rowsAdded * (end - first));
      }
    }
  }
}
