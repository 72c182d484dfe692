// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Arrays;

/**
 * How far each mask pixel's centre is from the boundary of one class, in picture pixels: positive
 * inside, negative outside. Interpolated linearly between the centres, it draws the boundary
 * sharply at any size, where interpolated labels would give blocks or blur.
 *
 * <p>Distances are exact to the nearest pixel of the other side, cut off at {@link #reach}, then
 * smoothed with a binomial kernel to even out the stairs of the mask. Smoothing never changes the
 * sign at a centre, so what is drawn agrees with every mask pixel, however thin the shape.
 *
 * <p>The memory is kept from mask to mask. Not thread-safe.
 */
public final class DistanceField {

  /** Mask pixels that the smoothing kernel reaches to either side. */
  private static final int KERNEL_RADIUS = 2;

  /** Least distance that is kept at a centre, in parts of the smaller side of a mask pixel. */
  private static final float KEPT = 0.1f;

  private int width;
  private int left;
  private int top;
  private int right;
  private int bottom;
  private int reach;
  private float stepX;
  private float stepY;
  private byte[] rowsToOther = new byte[0];
  private float[] distance = new float[0];
  private float[] scratch = new float[0];

  /**
   * Measures a class.
   *
   * @param mask the class
   * @param newStepX picture pixels that one mask pixel spans across
   * @param newStepY picture pixels that one mask pixel spans down
   * @param band picture pixels to either side of the boundary that must be exact
   */
  public void measure(ClassMask mask, double newStepX, double newStepY, double band) {
    stepX = (float) newStepX;
    stepY = (float) newStepY;
    double shorter = Math.min(newStepX, newStepY);
    reach = (int) Math.min(Byte.MAX_VALUE - 1, Math.ceil(band / shorter) + KERNEL_RADIUS);
    width = mask.width();
    left = Math.max(0, mask.left() - reach);
    top = Math.max(0, mask.top() - reach);
    right = Math.min(mask.width(), mask.right() + reach);
    bottom = Math.min(mask.height(), mask.bottom() + reach);
    int pixels = mask.width() * mask.height();
    if (distance.length < pixels) {
      distance = new float[pixels];
      scratch = new float[pixels];
      rowsToOther = new byte[pixels];
    }
    countRows(mask);
    for (int row = top; row < bottom; row++) {
      measureRow(mask, row);
    }
    smooth();
    keepSides(mask);
  }

  /** Looks for the other side only where a pixel within reach has it in its column or beside it. */
  private void measureRow(ClassMask mask, int row) {
    int near = left - reach - 1;
    int next = nextNear(mask, left, row);
    for (int column = left; column < right; column++) {
      if (column == next) {
        near = column;
        next = nextNear(mask, column + 1, row);
      }
      boolean far = column - near > reach && next - column > reach;
      float length = far ? farthest() : toOther(mask, column, row);
      distance[row * width + column] = mask.at(column, row) ? length : -length;
    }
  }

  /**
   * The next column that has the other side in reach above, below or to its left; else far away.
   */
  private int nextNear(ClassMask mask, int start, int row) {
    for (int column = start; column < right; column++) {
      boolean changes = column > left && mask.at(column, row) != mask.at(column - 1, row);
      if (changes || rowsToOther[row * width + column] <= reach) {
        return column;
      }
    }
    return right + reach + 1;
  }

  /** Stands for every distance beyond reach. */
  private float farthest() {
    return (reach + 0.5f) * Math.max(stepX, stepY);
  }

  /** For each mask pixel the rows to the nearest one of the other side in its column. */
  private void countRows(ClassMask mask) {
    Arrays.fill(rowsToOther, top * width + left, top * width + right, (byte) (reach + 1));
    for (int row = top + 1; row < bottom; row++) {
      countRow(mask, row, -1);
    }
    for (int row = bottom - 2; row >= top; row--) {
      countRow(mask, row, 1);
    }
  }

  /** Goes on from the row above, or from the row below where that is nearer. */
  private void countRow(ClassMask mask, int row, int next) {
    for (int column = left; column < right; column++) {
      boolean changed = mask.at(column, row) != mask.at(column, row + next);
      int at = row * width + column;
      int known = next < 0 ? reach + 1 : rowsToOther[at];
      int counted = changed ? 1 : rowsToOther[at + next * width] + 1;
      rowsToOther[at] = (byte) Math.min(known, counted);
    }
  }

  /**
   * Distance from a centre to the boundary: to the nearest centre of the other side, less half of
   * the last mask pixel on the way.
   */
  private float toOther(ClassMask mask, int column, int row) {
    boolean inside = mask.at(column, row);
    int base = row * width;
    int across = 0;
    int down = rowsToOther[base + column];
    float best = down > reach ? Float.MAX_VALUE : down * stepY * (down * stepY);
    for (int d = 1; d <= reach && d * stepX * (d * stepX) < best; d++) {
      for (int other = column - d; other <= column + d; other += 2 * d) {
        if (other < left || other >= right) {
          continue;
        }
        int rows = mask.at(other, row) == inside ? rowsToOther[base + other] : 0;
        float squared = d * stepX * (d * stepX) + rows * stepY * (rows * stepY);
        if (rows <= reach && squared < best) {
          best = squared;
          across = d;
          down = rows;
        }
      }
    }
    if (best == Float.MAX_VALUE) {
      return farthest();
    }
    return (float) Math.sqrt(best) * (1 - 0.5f / Math.max(across, down));
  }

  /** With the kernel 1 4 6 4 1 across and down; the ends of a line go on for ever. */
  private void smooth() {
    for (int row = top; row < bottom; row++) {
      int start = row * width;
      for (int column = left; column < right; column++) {
        boolean inner = column >= left + KERNEL_RADIUS && column < right - KERNEL_RADIUS;
        scratch[start + column] =
            inner ? across(start + column) : acrossEnd(start + left, start + column, start + right);
      }
    }
    for (int row = top; row < bottom; row++) {
      smoothDown(row);
    }
  }

  private float across(int at) {
    float near = distance[at - 1] + distance[at + 1];
    float far = distance[at - 2] + distance[at + 2];
    return (far + 4 * near + 6 * distance[at]) / 16;
  }

  private float acrossEnd(int start, int at, int end) {
    float near = distance[Math.max(start, at - 1)] + distance[Math.min(end - 1, at + 1)];
    float far = distance[Math.max(start, at - 2)] + distance[Math.min(end - 1, at + 2)];
    return (far + 4 * near + 6 * distance[at]) / 16;
  }

  private void smoothDown(int row) {
    int farAbove = Math.max(top, row - 2) * width;
    int above = Math.max(top, row - 1) * width;
    int at = row * width;
    int below = Math.min(bottom - 1, row + 1) * width;
    int farBelow = Math.min(bottom - 1, row + 2) * width;
    for (int column = left; column < right; column++) {
      float near = scratch[above + column] + scratch[below + column];
      float far = scratch[farAbove + column] + scratch[farBelow + column];
      distance[at + column] = (far + 4 * near + 6 * scratch[at + column]) / 16;
    }
  }

  private void keepSides(ClassMask mask) {
    float least = KEPT * Math.min(stepX, stepY);
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int at = row * width + column;
        float length = distance[at];
        if (mask.at(column, row)) {
          distance[at] = length < least ? least : length;
        } else {
          distance[at] = length > -least ? -least : length;
        }
      }
    }
  }

  /** First column of the window that was measured; outside it all is far from the class. */
  int left() {
    return left;
  }

  int right() {
    return right;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  /** Distance at a mask pixel within the window. */
  public float at(int column, int row) {
    return distance[row * width + column];
  }

  /**
   * Interpolates a row of distances between two rows of centres, from {@link #left()} on.
   *
   * @param row the upper one, within the window
   * @param fraction of the way to the row below, 0 to 1
   * @param out distances by column
   */
  void line(int row, float fraction, float[] out) {
    int upper = row * width;
    int lower = Math.min(row + 1, bottom - 1) * width;
    for (int column = left; column < right; column++) {
      float start = distance[upper + column];
      out[column] = start + (distance[lower + column] - start) * fraction;
    }
    Arrays.fill(out, right, Math.min(out.length, right + 1), out[right - 1]);
  }
}
