// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.motion;

/**
 * Where each patch of one pyramid level was in the earlier picture. Patches of 8x8 pixels overlap
 * by half; each starts from the best guess of its neighbours, the coarser level and the last
 * answer, and improves it by inverse search (Kroeger et al., Fast Optical Flow using Dense Inverse
 * Search, ECCV 2016): the gradients are those of the new picture and so computed once.
 *
 * <p>Not thread-safe. Allocates nothing after construction.
 */
final class PatchGrid {
  /** Pixels from one patch to the next. */
  static final int STEP = 4;

  private static final int MOST_ITERATIONS = 6;
  private static final float STILL = 0.03f;
  // Keeps patches without texture where their guess put them.
  private static final float DAMPING = 24;

  final int size;
  final int columns;
  final int rows;
  final float[] x;
  final float[] y;

  private final int width;
  private final int height;
  private final int pixels;
  private final float[] gradientX;
  private final float[] gradientY;

  // The patch that is worked on.
  private PyramidLevel now;
  private PyramidLevel earlier;
  private int left;
  private int top;
  private float meanX;
  private float meanY;
  private float hessianXx;
  private float hessianXy;
  private float hessianYy;

  // What the last look at it said.
  private float cost;
  private float slopeX;
  private float slopeY;

  // The best place so far.
  private float bestX;
  private float bestY;
  private float bestCost;
  private float bestSlopeX;
  private float bestSlopeY;

  PatchGrid(int width, int height) {
    this.width = width;
    this.height = height;
    size = Math.min(8, Math.min(width, height));
    pixels = size * size;
    columns = 1 + (width - size + STEP - 1) / STEP;
    rows = 1 + (height - size + STEP - 1) / STEP;
    x = new float[columns * rows];
    y = new float[columns * rows];
    gradientX = new float[pixels];
    gradientY = new float[pixels];
  }

  int left(int column) {
    return Math.min(column * STEP, width - size);
  }

  int top(int row) {
    return Math.min(row * STEP, height - size);
  }

  /**
   * Finds all patches.
   *
   * @param coarser the answer at half the size, or null
   * @param warm whether {@link #x} and {@link #y} hold an answer worth trying
   */
  void search(PyramidLevel picture, PyramidLevel before, PatchGrid coarser, boolean warm) {
    now = picture;
    earlier = before;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        search(column, row, coarser, warm);
      }
    }
  }

  private void search(int column, int row, PatchGrid coarser, boolean warm) {
    left = left(column);
    top = top(row);
    int patch = row * columns + column;
    gradients();
    bestCost = Float.MAX_VALUE;
    if (coarser == null) {
      attempt(0, 0);
    } else {
      int guess = coarser.nearest(left + size / 2, top + size / 2);
      attempt(2 * coarser.x[guess], 2 * coarser.y[guess]);
    }
    if (warm) {
      attempt(x[patch], y[patch]);
    }
    if (column > 0) {
      attempt(x[patch - 1], y[patch - 1]);
    }
    if (row > 0) {
      attempt(x[patch - columns], y[patch - columns]);
    }
    improve();
    x[patch] = bestX;
    y[patch] = bestY;
  }

  /** The patch that covers a point of the next finer level. */
  private int nearest(int finerX, int finerY) {
    int column = Math.round((finerX / 2f - size / 2f) / STEP);
    int row = Math.round((finerY / 2f - size / 2f) / STEP);
    return Math.max(0, Math.min(rows - 1, row)) * columns
        + Math.max(0, Math.min(columns - 1, column));
  }

  private void gradients() {
    float[] luma = now.luma;
    float sumX = 0;
    float sumY = 0;
    float xx = DAMPING;
    float xy = 0;
    float yy = DAMPING;
    for (int row = 0, i = 0; row < size; row++) {
      int at = now.at(left, top + row);
      for (int column = 0; column < size; column++, i++, at++) {
        float gx = (luma[at + 1] - luma[at - 1]) / 2;
        float gy = (luma[at + now.stride] - luma[at - now.stride]) / 2;
        gradientX[i] = gx;
        gradientY[i] = gy;
        sumX += gx;
        sumY += gy;
        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
      }
    }
    meanX = sumX / pixels;
    meanY = sumY / pixels;
    hessianXx = xx - sumX * meanX;
    hessianXy = xy - sumX * meanY;
    hessianYy = yy - sumY * meanY;
  }

  private void attempt(float dx, float dy) {
    float placeX = clamp(dx, left, width);
    float placeY = clamp(dy, top, height);
    if (bestCost < Float.MAX_VALUE && placeX == bestX && placeY == bestY) {
      return;
    }
    look(placeX, placeY);
    if (cost < bestCost) {
      keep(placeX, placeY);
    }
  }

  /** The last look was the best so far. */
  private void keep(float placeX, float placeY) {
    bestCost = cost;
    bestX = placeX;
    bestY = placeY;
    bestSlopeX = slopeX;
    bestSlopeY = slopeY;
  }

  /** Steps to the minimum from the best place so far, as long as that helps. */
  private void improve() {
    float determinant = hessianXx * hessianYy - hessianXy * hessianXy;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      float stepX = (hessianXy * bestSlopeY - hessianYy * bestSlopeX) / determinant;
      float stepY = (hessianXy * bestSlopeX - hessianXx * bestSlopeY) / determinant;
      float placeX = clamp(bestX + stepX, left, width);
      float placeY = clamp(bestY + stepY, top, height);
      if (Math.abs(stepX) + Math.abs(stepY) < STILL) {
        return;
      }
      look(placeX, placeY);
      if (cost >= bestCost) {
        return;
      }
      keep(placeX, placeY);
    }
  }

  /** Keeps a patch within the margin. */
  private float clamp(float shift, int from, int side) {
    float least = 1 - PyramidLevel.MARGIN - from;
    float most = side + PyramidLevel.MARGIN - 2 - size - from;
    return Math.max(least, Math.min(most, shift));
  }

  /** Compares the patch with the earlier picture, means apart; bilinear. */
  private void look(float dx, float dy) {
    int wholeX = (int) Math.floor(dx);
    int wholeY = (int) Math.floor(dy);
    float right = dx - wholeX;
    float lower = dy - wholeY;
    float w00 = (1 - right) * (1 - lower);
    float w01 = right * (1 - lower);
    float w10 = (1 - right) * lower;
    float w11 = right * lower;
    float[] before = earlier.luma;
    float[] luma = now.luma;
    int stride = earlier.stride;
    float sum = 0;
    float squares = 0;
    float alongX = 0;
    float alongY = 0;
    for (int row = 0, i = 0; row < size; row++) {
      int at = now.at(left, top + row);
      int from = earlier.at(left + wholeX, top + row + wholeY);
      for (int column = 0; column < size; column++, i++) {
        int upper = from + column;
        float difference =
            w00 * before[upper]
                + w01 * before[upper + 1]
                + w10 * before[upper + stride]
                + w11 * before[upper + stride + 1]
                - luma[at + column];
        sum += difference;
        squares += difference * difference;
        alongX += gradientX[i] * difference;
        alongY += gradientY[i] * difference;
      }
    }
    cost = squares - sum * sum / pixels;
    slopeX = alongX - meanX * sum;
    slopeY = alongY - meanY * sum;
  }
}
