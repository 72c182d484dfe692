// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Raster;

/**
 * Shows part of one grid of samples at another size. Each row of the source is resampled across
 * once, and rows are blended down then; allocates only when a larger part than before is shown. Not
 * thread-safe.
 */
final class RasterScaler {

  /** Bits that are kept of the products of the first pass, so that those of the second fit. */
  private static final int KEPT = 6;

  private static final int SHIFT = 2 * 14 - KEPT;
  private static final int NONE = -1;

  private final Raster raster;
  private final int[] lanes;
  private final AxisTaps across;
  private final AxisTaps down;
  private final int inColumns;
  private final byte[] source;
  private final byte[] target;
  private final int[] sums;
  private final int[] line;
  private int[][] rows = {};
  private int[] rowNumbers = {};
  private int[][] blended = {};

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
    inColumns = samples(in.x() + in.width(), raster.subX());
    across = new AxisTaps(inColumns, samples(width, raster.subX()));
    down =
        new AxisTaps(samples(in.y() + in.height(), raster.subY()), samples(height, raster.subY()));
    source = new byte[inColumns * raster.pixelStride()];
    target = new byte[across.out() * raster.pixelStride()];
    line = new int[across.out()];
    sums = new int[across.out() * lanes.length];
  }

  private static int samples(int pixels, int sub) {
    return (pixels + sub - 1) / sub;
  }

  /** Shows a part of one picture, in pixels of its frame, as all of another one. */
  void scale(Picture from, Picture to, double x, double y, double width, double height) {
    across.place(x / raster.subX(), width / raster.subX());
    down.place(y / raster.subY(), height / raster.subY());
    prepareRows();
    ByteBuffer in = from.plane(raster.plane()).bytes();
    ByteBuffer out = to.plane(raster.plane()).bytes();
    int inStride = from.stride(raster.plane());
    int outStride = to.stride(raster.plane());
    for (int row = 0; row < down.out(); row++) {
      for (int k = 0; k < down.taps(); k++) {
        blended[k] = across(in, inStride, down.indices()[k * down.out() + row]);
      }
      blend(row, out, row * outStride);
    }
  }

  private void prepareRows() {
    if (rows.length < down.taps() + 1) {
      rows = new int[down.taps() + 1][across.out() * lanes.length];
      rowNumbers = new int[rows.length];
      blended = new int[rows.length][];
    }
    Arrays.fill(rowNumbers, NONE);
  }

  /** A row of the source, resampled; the last few are kept. */
  private int[] across(ByteBuffer in, int stride, int number) {
    int slot = number % rows.length;
    int[] row = rows[slot];
    if (rowNumbers[slot] != number) {
      rowNumbers[slot] = number;
      in.get(number * stride, source, 0, source.length);
      for (int lane = 0; lane < lanes.length; lane++) {
        resample(row, lane);
      }
    }
    return row;
  }

  private void resample(int[] row, int lane) {
    if (across.taps() == 2) {
      interpolate(row, lane);
      return;
    }
    int[] indices = across.indices();
    int[] weights = across.weights();
    int step = raster.pixelStride();
    int offset = lanes[lane];
    int count = across.out();
    Arrays.fill(line, 0);
    for (int k = 0; k < across.taps(); k++) {
      int at = k * count;
      for (int i = 0; i < count; i++) {
        line[i] += weights[at + i] * (source[indices[at + i] * step + offset] & 255);
      }
    }
    for (int i = 0, to = lane; i < count; i++, to += lanes.length) {
      row[to] = line[i] >> KEPT;
    }
  }

  /** Two samples make one wherever nothing is made smaller: then one pass does. */
  private void interpolate(int[] row, int lane) {
    int[] indices = across.indices();
    int[] weights = across.weights();
    byte[] samples = source;
    int step = raster.pixelStride();
    int offset = lanes[lane];
    int count = across.out();
    int lanesInRow = lanes.length;
    for (int i = 0, to = lane; i < count; i++, to += lanesInRow) {
      int first = weights[i] * (samples[indices[i] * step + offset] & 255);
      int second = weights[count + i] * (samples[indices[count + i] * step + offset] & 255);
      row[to] = first + second >> KEPT;
    }
  }

  private void blend(int row, ByteBuffer out, int start) {
    Arrays.fill(sums, 1 << (SHIFT - 1));
    for (int k = 0; k < down.taps(); k++) {
      add(down.weights()[k * down.out() + row], blended[k]);
    }
    if (lanes.length == raster.pixelStride()) {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) (sums[i] >> SHIFT);
      }
    } else {
      out.get(start, target, 0, target.length);
      scatter();
    }
    out.put(start, target, 0, target.length);
  }

  private void add(int weight, int[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private void scatter() {
    for (int i = 0, from = 0; i < target.length; i += raster.pixelStride()) {
      for (int lane = 0; lane < lanes.length; lane++, from++) {
        target[i + lanes[lane]] = (byte) (sums[from] >> SHIFT);
      }
    }
  }
}
