// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.contour;

import java.util.Arrays;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.record.RowRuns;

/**
 * Fills polygons by the even-odd rule: a pixel is inside if its centre is. Memory and time are
 * bounded by how often edges may cross rows of pixels, which is more than any mask needs.
 */
public final class PolygonFill {
  private static final int CROSSINGS_A_PIXEL = 4;

  private final int width;
  private final int height;
  private long allowed;
  private int[] crossings = new int[64];
  private int size;

  /** Fills shapes of a mask of a size. */
  public PolygonFill(int width, int height) {
    this.width = width;
    this.height = height;
    this.allowed = (long) CROSSINGS_A_PIXEL * (width + 1) * (height + 1);
  }

  /**
   * Adds a closed polygon to the shape.
   *
   * @param points x, y, x, y, ... in pixels; what lies outside the mask is cut off
   * @param count how many of the numbers
   * @throws MaskFormatException if the edges cross more rows than those of a mask can
   */
  public void add(double[] points, int count) throws MaskFormatException {
    for (int i = 0; i < count; i += 2) {
      int next = i + 2 == count ? 0 : i + 2;
      edge(points[i], points[i + 1], points[next], points[next + 1]);
    }
  }

  private void edge(double x1, double y1, double x2, double y2) throws MaskFormatException {
    int from = row(Math.min(y1, y2));
    int to = row(Math.max(y1, y2));
    allowed -= to - from;
    if (allowed < 0) {
      throw new MaskFormatException("the polygons have more edges than a mask of this size can");
    }
    double slope = (x2 - x1) / (y2 - y1);
    for (int y = from; y < to; y++) {
      double x = x1 + (y + 0.5 - y1) * slope;
      cross(y * (width + 1) + (int) Math.max(0, Math.min(Math.ceil(x - 0.5), width)));
    }
  }

  /** First row whose centre is not above y. */
  private int row(double y) {
    return (int) Math.max(0, Math.min(Math.ceil(y - 0.5), height));
  }

  private void cross(int at) {
    if (size == crossings.length) {
      crossings = Arrays.copyOf(crossings, 2 * size);
    }
    crossings[size++] = at;
  }

  /** The shape of the polygons since the last call. */
  public RowRuns finish() {
    Arrays.sort(crossings, 0, size);
    RowRuns runs = new RowRuns();
    for (int i = 0; i + 1 < size; i += 2) {
      int row = crossings[i] / (width + 1);
      int length = crossings[i + 1] - crossings[i];
      if (length > 0) {
        runs.add(crossings[i] - row, length);
      }
    }
    size = 0;
    return runs;
  }
}
