// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;

/**
 * Shows part of one grid of samples at another size. Each row of the source is resampled across
 * once, and rows are blended down then; allocates only when a larger part than before is shown. Not
 * thread-safe.
 */
final class RasterScaler {

  /** Every second sample of an int, which leaves each of them room for its products. */
  private static final int EVERY_SECOND = 0x00FF00FF;

  private static final int HALVES = 0x00800080;
  private static final int NONE = -1;

  private final Raster raster;
  private final int[] lanes;
  private final int top;
  private final int bottom;
  private final AxisTaps across;
  private final AxisTaps down;
  private final RowScaler rowScaler;
  private final int[] even;
  private final int[] odd;
  private final int[] blended;
  private final byte[] target;
  private int[][] rows = {};
  private int[] rowNumbers = {};

  /**
   * Prepares a grid.
   *
   * @param in the part of the source's frame that is shown at most
   * @param width of the picture that is made
   * @param height of the picture that is made
   */
  RasterScaler(Raster raster, Area in, int width, int height) {
    this.raster = raster;
    lanes =
        IntStream.range(0, raster.pixelStride())
            .filter(i -> raster.bytes().charAt(i) != '-')
            .toArray();
    top = in.y() / raster.subY();
    bottom = samples(in.y() + in.height(), raster.subY());
    across = new AxisTaps(samples(width, raster.subX()));
    down = new AxisTaps(samples(height, raster.subY()));
    rowScaler =
        new RowScaler(
            across,
            raster.pixelStride(),
            lanes,
            in.x() / raster.subX(),
            samples(in.x() + in.width(), raster.subX()));
    even = new int[rowScaler.packedLength()];
    odd = new int[even.length];
    blended = new int[even.length];
    target = new byte[across.out() * raster.pixelStride()];
  }

  private static int samples(int pixels, int sub) {
    return (pixels + sub - 1) / sub;
  }

  /** Shows a part of one picture, in pixels of its frame, as all of another one. */
  void scale(Picture from, Picture to, double x, double y, double width, double height) {
    if (across.place(x / raster.subX(), width / raster.subX())) {
      rowScaler.follow();
    }
    down.place(y / raster.subY(), height / raster.subY());
    prepareRows();
    ByteBuffer in = from.plane(raster.plane()).bytes();
    int stride = from.stride(raster.plane());
    for (int row = 0; row < down.out(); row++) {
      blend(in, stride, row);
      write(to.plane(raster.plane()), row * to.stride(raster.plane()));
    }
  }

  private void prepareRows() {
    if (rows.length < down.taps() + 1) {
      rows = new int[down.taps() + 1][rowScaler.packedLength()];
      rowNumbers = new int[rows.length];
    }
    Arrays.fill(rowNumbers, NONE);
  }

  /** Makes a row of the target. */
  private void blend(ByteBuffer in, int stride, int row) {
    Arrays.fill(even, HALVES);
    Arrays.fill(odd, HALVES);
    for (int k = 0; k < down.taps(); k++) {
      int weight = down.weight(row, k);
      if (weight != 0) {
        int number = Math.max(top, Math.min(bottom - 1, down.first(row) + k));
        add(resampled(in, stride, number), weight);
      }
    }
    for (int i = 0; i < blended.length; i++) {
      blended[i] = even[i] >>> 8 & EVERY_SECOND | odd[i] & ~EVERY_SECOND;
    }
  }

  /** A row of the source, resampled; the last few are kept. */
  private int[] resampled(ByteBuffer in, int stride, int number) {
    int slot = number % rows.length;
    int[] row = rows[slot];
    if (rowNumbers[slot] != number) {
      rowNumbers[slot] = number;
      rowScaler.scale(in, number * stride, row);
    }
    return row;
  }

  private void add(int[] row, int weight) {
    for (int i = 0; i < even.length; i++) {
      even[i] += (row[i] & EVERY_SECOND) * weight;
      odd[i] += (row[i] >>> 8 & EVERY_SECOND) * weight;
    }
  }

  private void write(Plane out, int start) {
    int whole = target.length / RowScaler.PACKED;
    if (lanes.length < raster.pixelStride() || start % RowScaler.PACKED != 0) {
      out.bytes().get(start, target, 0, target.length);
      scatter(0);
      out.bytes().put(start, target, 0, target.length);
      return;
    }
    out.ints().put(start / RowScaler.PACKED, blended, 0, whole);
    int rest = whole * RowScaler.PACKED;
    if (rest < target.length) {
      scatter(rest);
      out.bytes().put(start + rest, target, rest, target.length - rest);
    }
  }

  /** Puts samples from one on into their bytes, and leaves the bytes between them as they are. */
  private void scatter(int first) {
    for (int from = first; from < across.out() * lanes.length; from++) {
      int to = from / lanes.length * raster.pixelStride() + lanes[from % lanes.length];
      target[to] = (byte) (blended[from / RowScaler.PACKED] >>> from % RowScaler.PACKED * 8);
    }
  }
}
