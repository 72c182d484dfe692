// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Arrays;

/**
 * Which samples of a raster are covered, and how opaquely: for each row its runs from left to
 * right. A run has one opacity for all its samples (solid) or one for each (soft). Opacities are 0
 * to 256, 256 being opaque.
 *
 * <p>Written once per mask, read once per frame. The memory is kept from mask to mask and only
 * grows. Not thread-safe.
 */
public final class Spans {

  /** Opacity of what hides all below. */
  public static final int OPAQUE = 256;

  /** Ints per run: column, samples, and opacity (or the complement of an index for a soft run). */
  private static final int RUN = 3;

  private int firstRow;
  private int rows;
  private int[] rowStart = new int[64];
  private int[] runs = new int[RUN * 256];
  private int runCount;
  private byte[] softOpacity = new byte[1024];
  private int softCount;

  /** Forgets all runs; rows are added from this one on. */
  public void clear(int newFirstRow) {
    firstRow = newFirstRow;
    rows = 0;
    runCount = 0;
    softCount = 0;
  }

  /** Starts the next row. */
  public void addRow() {
    if (rows + 1 >= rowStart.length) {
      rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
    }
    rowStart[rows++] = runCount;
    rowStart[rows] = runCount;
  }

  /** Adds samples of one opacity to the row under way; goes on with a run that they continue. */
  public void addSolid(int column, int samples, int opacity) {
    if (samples <= 0 || opacity <= 0) {
      return;
    }
    int last = runCount - 1;
    boolean goesOn =
        runCount > rowStart[rows - 1]
            && runs[RUN * last + 2] == opacity
            && runs[RUN * last] + runs[RUN * last + 1] == column;
    if (goesOn) {
      runs[RUN * last + 1] += samples;
    } else {
      addRun(column, samples, opacity);
    }
  }

  /**
   * Adds samples with an opacity each to the row under way.
   *
   * @param opacities 0 to 255, standing for 0 to 256
   * @param offset index of the first one
   */
  public void addSoft(int column, int samples, byte[] opacities, int offset) {
    if (samples <= 0) {
      return;
    }
    if (softCount + samples > softOpacity.length) {
      softOpacity =
          Arrays.copyOf(softOpacity, Math.max(2 * softOpacity.length, softCount + samples));
    }
    System.arraycopy(opacities, offset, softOpacity, softCount, samples);
    addRun(column, samples, ~softCount);
    softCount += samples;
  }

  /** Takes what another leaves uncovered of a grid's samples. */
  public void complement(Spans other, Grid grid) {
    clear(grid.top());
    for (int row = grid.top(); row < grid.bottom(); row++) {
      addRow();
      int column = grid.left();
      boolean known = row >= other.firstRow() && row < other.endRow();
      int end = known ? other.endRun(row) : 0;
      for (int run = known ? other.firstRun(row) : 0; run < end; run++) {
        addSolid(column, other.column(run) - column, OPAQUE);
        column = other.column(run) + other.samples(run);
        if (other.opacity(run) >= 0) {
          addSolid(other.column(run), other.samples(run), OPAQUE - other.opacity(run));
        } else {
          addInverse(
              other.column(run), other.samples(run), other.softOpacity, other.softOffset(run));
        }
      }
      addSolid(column, grid.right() - column, OPAQUE);
    }
  }

  private void addInverse(int column, int samples, byte[] opacities, int offset) {
    int at = softCount;
    addSoft(column, samples, opacities, offset);
    for (int i = at; i < softCount; i++) {
      softOpacity[i] = (byte) ~softOpacity[i];
    }
  }

  /** Takes all samples of a grid that another does not cover wholly, as wholly covered. */
  public void remainder(Spans other, Grid grid) {
    clear(grid.top());
    for (int row = grid.top(); row < grid.bottom(); row++) {
      addRow();
      int column = grid.left();
      boolean known = row >= other.firstRow() && row < other.endRow();
      int end = known ? other.endRun(row) : 0;
      for (int run = known ? other.firstRun(row) : 0; run < end; run++) {
        if (other.opacity(run) == OPAQUE) {
          addSolid(column, other.column(run) - column, OPAQUE);
          column = other.column(run) + other.samples(run);
        }
      }
      addSolid(column, grid.right() - column, OPAQUE);
    }
  }

  /** Lessens all opacities to a part of 256. */
  public void fade(int part) {
    for (int run = 0; run < runCount; run++) {
      int opacity = runs[RUN * run + 2];
      runs[RUN * run + 2] = opacity < 0 ? opacity : opacity * part >> 8;
    }
    for (int i = 0; i < softCount; i++) {
      softOpacity[i] = (byte) ((softOpacity[i] & 255) * part >> 8);
    }
  }

  private void addRun(int column, int samples, int opacity) {
    int at = RUN * runCount;
    if (at + RUN > runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[at] = column;
    runs[at + 1] = samples;
    runs[at + 2] = opacity;
    rowStart[rows] = ++runCount;
  }

  /** The opacity 0 to 256 that a byte of a soft run stands for. */
  public static int widen(byte opacity) {
    int value = opacity & 255;
    return value + (value >> 7);
  }

  /** Whether nothing is covered. */
  public boolean isEmpty() {
    return runCount == 0;
  }

  /** The box around all samples that are covered; there must be some. */
  public Area bounds() {
    int left = Integer.MAX_VALUE;
    int right = 0;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    for (int row = firstRow(); row < endRow(); row++) {
      for (int run = firstRun(row); run < endRun(row); run++) {
        left = Math.min(left, column(run));
        right = Math.max(right, column(run) + samples(run));
        top = Math.min(top, row);
        bottom = row + 1;
      }
    }
    return new Area(left, top, right - left, bottom - top);
  }

  public int firstRow() {
    return firstRow;
  }

  /** The row after the last one. */
  public int endRow() {
    return firstRow + rows;
  }

  /** Index of the first run of a row; its last run comes before the next row's first. */
  int firstRun(int row) {
    return rowStart[row - firstRow];
  }

  int endRun(int row) {
    return rowStart[row - firstRow + 1];
  }

  int column(int run) {
    return runs[RUN * run];
  }

  int samples(int run) {
    return runs[RUN * run + 1];
  }

  /** Opacity of a solid run; negative for a soft one. */
  int opacity(int run) {
    return runs[RUN * run + 2];
  }

  /** Where a soft run's opacities start within {@link #softOpacities}. */
  int softOffset(int run) {
    return ~runs[RUN * run + 2];
  }

  byte[] softOpacities() {
    return softOpacity;
  }
}
