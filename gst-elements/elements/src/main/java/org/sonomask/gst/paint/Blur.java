// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Blurs one raster where spans say so. The picture is averaged over blocks, those are smoothed, and
 * rows are interpolated from them again: the cost does not grow with the radius, and nothing finer
 * than a block can be won back.
 *
 * <p>Not thread-safe; painting allocates nothing.
 */
public final class Blur {

  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long HALF = 0x0080_0080_0080_0080L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Grid grid;
  private final int pixelStride;

  /** Samples of a block across and down, a power of two. */
  private final int side;

  private final BlockMeans means;
  private final BoxFilter filter;
  private final int[] blocks;

  /** Two rows of blocks stretched to samples; which rows of blocks they are. */
  private final byte[][] stretched = new byte[2][];

  private final int[] stretchedRow = new int[2];
  private final byte[] line;
  private final RowBrush brush;

  /**
   * Prepares for pictures of one kind.
   *
   * @param grid the raster's samples that are shown
   * @param radius picture pixels over which a point is spread to either side
   */
  public Blur(Raster raster, Grid grid, double radius) {
    this.grid = grid;
    pixelStride = raster.pixelStride();
    int samples = grid.right() - grid.left();
    double reach = Math.max(1, radius / Math.max(raster.subX(), raster.subY()));
    side = Integer.highestOneBit((int) Math.max(1, reach / 2));
    means = new BlockMeans(raster, grid, side);
    // Two boxes, each as wide as the radius, reach as far as it together.
    filter =
        new BoxFilter(
            means.columns(), means.rows(), pixelStride, (int) Math.ceil(reach / side / 2));
    blocks = new int[means.columns() * means.rows() * pixelStride];
    int words = (samples * pixelStride + Long.BYTES - 1) / Long.BYTES;
    stretched[0] = new byte[words * Long.BYTES];
    stretched[1] = new byte[words * Long.BYTES];
    line = new byte[words * Long.BYTES];
    brush = new RowBrush(raster, samples);
  }

  /**
   * Blurs a plane.
   *
   * @param stride bytes from one row of the plane to the next
   * @param spans where, and how much of it, in samples of this raster
   */
  public void paint(Plane plane, int stride, Spans spans) {
    if (spans.isEmpty()) {
      return;
    }
    means.measure(plane, stride, blocks);
    filter.smooth(blocks);
    stretchedRow[0] = -1;
    stretchedRow[1] = -1;
    for (int row = spans.firstRow(); row < spans.endRow(); row++) {
      if (spans.firstRun(row) < spans.endRun(row)) {
        drawLine(row - grid.top());
        paintRow(plane, stride, spans, row);
      }
    }
  }

  private void paintRow(Plane plane, int stride, Spans spans, int row) {
    for (int run = spans.firstRun(row); run < spans.endRun(row); run++) {
      int at = row * stride + spans.column(run) * pixelStride;
      int from = (spans.column(run) - grid.left()) * pixelStride;
      int samples = spans.samples(run);
      if (spans.opacity(run) >= 0) {
        brush.paint(plane.bytes(), at, line, from, samples, spans.opacity(run));
      } else {
        byte[] opacities = spans.softOpacities();
        brush.paint(plane.bytes(), at, line, from, samples, opacities, spans.softOffset(run));
      }
    }
  }

  /** Interpolates the line of a row of samples between those of two rows of blocks. */
  private void drawLine(int row) {
    int last = means.rows() - 1;
    int position = Math.max(0, 2 * row + 1 - side);
    int upper = Math.min(last, position / (2 * side));
    int lower = Math.min(last, upper + 1);
    int share = 256 * (position % (2 * side)) / (2 * side);
    mix(stretch(upper), stretch(lower), 256 - share, share, line);
  }

  private static void mix(byte[] upper, byte[] lower, int ofUpper, int ofLower, byte[] out) {
    for (int i = 0; i < out.length; i += Long.BYTES) {
      long one = (long) WORDS.get(upper, i);
      long other = (long) WORDS.get(lower, i);
      long even = (one & EVEN_BYTES) * ofUpper + (other & EVEN_BYTES) * ofLower + HALF;
      long odd = (one >>> 8 & EVEN_BYTES) * ofUpper + (other >>> 8 & EVEN_BYTES) * ofLower + HALF;
      WORDS.set(out, i, even >>> 8 & EVEN_BYTES | odd & ~EVEN_BYTES);
    }
  }

  /** A row of blocks, interpolated at each sample; rows are asked for from the top down. */
  private byte[] stretch(int blockRow) {
    int slot = blockRow & 1;
    if (stretchedRow[slot] != blockRow) {
      stretchedRow[slot] = blockRow;
      for (int b = 0; b < pixelStride; b++) {
        stretch(blockRow * means.columns() * pixelStride + b, b, stretched[slot]);
      }
    }
    return stretched[slot];
  }

  private void stretch(int from, int component, byte[] out) {
    int samples = grid.right() - grid.left();
    int last = means.columns() - 1;
    int halves = Integer.numberOfTrailingZeros(2 * side);
    for (int x = 0; x < samples; x++) {
      int position = Math.max(0, 2 * x + 1 - side);
      int column = Math.min(last, position >> halves);
      int rest = position & 2 * side - 1;
      int left = blocks[from + column * pixelStride];
      int right = blocks[from + Math.min(last, column + 1) * pixelStride];
      int value = left + ((right - left) * rest >> halves);
      out[x * pixelStride + component] =
          (byte) (value + (1 << BlockMeans.FRACTION - 1) >> BlockMeans.FRACTION);
    }
  }
}
