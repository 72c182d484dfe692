// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

/**
 * Point prompts: the centres of the cells of a square grid, row by row.
 *
 * @param side points a side; the published maskiges have 32
 * @param batch points that one inference gets at most
 */
public record PointGrid(int side, int batch) {
  private static final int MOST_SIDE = 256;

  public PointGrid {
    if (side < 1 || side > MOST_SIDE || batch < 1) {
      throw new IllegalArgumentException(
          "a grid has 1 to "
              + MOST_SIDE
              + " points a side and 1 or more in a batch, not "
              + side
              + " and "
              + batch);
    }
  }

  int batches() {
    return (side * side + batch - 1) / batch;
  }

  /** x and y of each point of a batch, in pixels; half a pixel is a pixel's centre. */
  float[] points(int number, int width, int height) {
    int first = number * batch;
    int count = Math.min(batch, side * side - first);
    float[] points = new float[2 * count];
    for (int i = 0; i < count; i++) {
      int point = first + i;
      points[2 * i] = (point % side + 0.5f) * width / side;
      points[2 * i + 1] = (point / side + 0.5f) * height / side;
    }
    return points;
  }
}
