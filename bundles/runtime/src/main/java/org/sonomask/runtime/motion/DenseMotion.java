// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.motion;

import java.util.Arrays;
import org.sonomask.api.MaskMotion;

/**
 * Dense optical flow between two pictures, from coarse to fine. Patches are found down to half the
 * resolution; each pixel then takes the mean of the patches that cover it, those that explain its
 * luma best counting most, so that edges of what moves stay where they are seen.
 *
 * <p>Not thread-safe. Allocates nothing after construction.
 */
public final class DenseMotion implements MaskMotion {
  private static final int BLOCK = 8;
  private static final float LEAST_DIFFERENCE = 2;

  private final int width;
  private final int height;
  private final PatchGrid[] grids;
  private final int finest;
  private float[] x;
  private float[] y;
  private float[] xBefore;
  private float[] yBefore;
  private final float[] weight;

  /** Index of the pixel of the earlier picture that each pixel shows. */
  private final int[] sources;

  private final int blockColumns;

  /** Block of each pixel. */
  private final int[] blocks;

  private final float[] differences;
  private LumaPicture from;
  private LumaPicture to;
  private boolean compared;

  /** For pictures of one size. */
  public DenseMotion(int width, int height) {
    this.width = width;
    this.height = height;
    PyramidLevel[] levels = PyramidLevel.stack(width, height);
    grids = new PatchGrid[levels.length];
    for (int i = 0; i < levels.length; i++) {
      grids[i] = new PatchGrid(levels[i].width, levels[i].height);
    }
    finest = Math.min(1, levels.length - 1);
    x = new float[width * height];
    y = new float[width * height];
    xBefore = new float[width * height];
    yBefore = new float[width * height];
    weight = new float[width * height];
    sources = new int[width * height];
    blockColumns = (width + BLOCK - 1) / BLOCK;
    differences = new float[blockColumns * ((height + BLOCK - 1) / BLOCK)];
    blocks = new int[width * height];
    for (int pixel = 0; pixel < blocks.length; pixel++) {
      blocks[pixel] = pixel / width / BLOCK * blockColumns + pixel % width / BLOCK;
    }
  }

  /**
   * Finds out how the picture has moved; both must stay as they are while this is used.
   *
   * @param warm whether the last answer is a good guess, as it is if the earlier picture is still
   *     the same
   */
  public void estimate(LumaPicture earlier, LumaPicture now, boolean warm) {
    search(earlier, now, warm);
    from = earlier;
  }

  /**
   * Goes on to the next picture: what has moved so far has moved on. The earlier picture must still
   * be as it was.
   *
   * @param last picture that motion was found up to
   */
  public void extend(LumaPicture last, LumaPicture now) {
    float[] swap = x;
    x = xBefore;
    xBefore = swap;
    swap = y;
    y = yBefore;
    yBefore = swap;
    search(last, now, false);
    for (int pixel = 0; pixel < sources.length; pixel++) {
      x[pixel] += xBefore[sources[pixel]];
      y[pixel] += yBefore[sources[pixel]];
    }
    findSources();
  }

  private void search(LumaPicture earlier, LumaPicture now, boolean warm) {
    to = now;
    compared = false;
    PyramidLevel[] before = earlier.levels();
    PyramidLevel[] after = now.levels();
    for (int level = grids.length - 1; level >= finest; level--) {
      PatchGrid coarser = level == grids.length - 1 ? null : grids[level + 1];
      grids[level].search(after[level], before[level], coarser, warm);
    }
    spread(before[0], after[0]);
    findSources();
  }

  private void findSources() {
    for (int row = 0, pixel = 0; row < height; row++) {
      for (int column = 0; column < width; column++, pixel++) {
        int sourceX = Math.min(nearest(column + x[pixel]), width - 1);
        int sourceY = Math.min(nearest(row + y[pixel]), height - 1);
        sources[pixel] = sourceY * width + sourceX;
      }
    }
  }

  /** As {@link Math#round(float)}, but 0 for what is below, and faster. */
  private static int nearest(float place) {
    return Math.max(0, (int) (place + 0.5));
  }

  /** From patches to pixels. */
  private void spread(PyramidLevel before, PyramidLevel after) {
    Arrays.fill(x, 0);
    Arrays.fill(y, 0);
    Arrays.fill(weight, 1e-6f);
    PatchGrid grid = grids[finest];
    int scale = 1 << finest;
    for (int row = 0; row < grid.rows; row++) {
      for (int column = 0; column < grid.columns; column++) {
        int patch = row * grid.columns + column;
        spread(
            before,
            after,
            scale * grid.left(column),
            scale * grid.top(row),
            scale * grid.size,
            scale * grid.x[patch],
            scale * grid.y[patch]);
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= weight[i];
      y[i] /= weight[i];
    }
  }

  private void spread(
      PyramidLevel before, PyramidLevel after, int left, int top, int size, float dx, float dy) {
    int nearX = Math.round(dx);
    int nearY = Math.round(dy);
    // Patches at the lower and right edges of pictures of odd size end before them.
    int right = left + size >= width - 1 ? width : left + size;
    int bottom = top + size >= height - 1 ? height : top + size;
    int first = clamp(left + nearX, -PyramidLevel.MARGIN, width) - left;
    int last = width + PyramidLevel.MARGIN - 1;
    // From here on the place is behind the margin, and its last column stands in.
    int behind = clamp(last + 1 - first, left, right);
    for (int row = top; row < bottom; row++) {
      int old = before.at(0, clamp(row + nearY, 0, height - 1));
      int fresh = after.at(0, row);
      int pixel = row * width;
      for (int column = left; column < behind; column++) {
        vote(
            pixel + column, before.luma[old + first + column] - after.luma[fresh + column], dx, dy);
      }
      for (int column = behind; column < right; column++) {
        vote(pixel + column, before.luma[old + last] - after.luma[fresh + column], dx, dy);
      }
    }
  }

  private void vote(int pixel, float difference, float dx, float dy) {
    float trust = 1 / (LEAST_DIFFERENCE + difference * difference);
    x[pixel] += trust * dx;
    y[pixel] += trust * dy;
    weight[pixel] += trust;
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }

  @Override
  public void move(byte[] map, byte[] moved) {
    for (int pixel = 0; pixel < moved.length; pixel++) {
      moved[pixel] = map[sources[pixel]];
    }
  }

  @Override
  public void move(float[] map, float[] moved) {
    for (int pixel = 0; pixel < moved.length; pixel++) {
      moved[pixel] = map[sources[pixel]];
    }
  }

  @Override
  public void move(int[] map, int[] moved) {
    for (int pixel = 0; pixel < moved.length; pixel++) {
      moved[pixel] = map[sources[pixel]];
    }
  }

  @Override
  public float x(int pixel) {
    return x[pixel];
  }

  @Override
  public float y(int pixel) {
    return y[pixel];
  }

  @Override
  public float difference(int pixel) {
    if (!compared) {
      compare();
      compared = true;
    }
    return differences[blocks[pixel]];
  }

  private void compare() {
    byte[] before = from.luma();
    byte[] after = to.luma();
    for (int block = 0; block < differences.length; block++) {
      int left = block % blockColumns * BLOCK;
      int top = block / blockColumns * BLOCK;
      int sum = 0;
      int count = 0;
      for (int row = top; row < Math.min(height, top + BLOCK); row++) {
        for (int column = left; column < Math.min(width, left + BLOCK); column++) {
          int pixel = row * width + column;
          sum += Math.abs((before[sources[pixel]] & 0xff) - (after[pixel] & 0xff));
          count++;
        }
      }
      differences[block] = (float) sum / count;
    }
  }
}
