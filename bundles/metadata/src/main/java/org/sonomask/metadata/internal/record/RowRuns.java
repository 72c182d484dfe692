// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import java.util.Arrays;

/** A binary mask as runs of pixels in row-major order. */
public final class RowRuns {
  private int[] runs = new int[32];
  private int size;
  private long area;

  /**
   * Adds a run.
   *
   * @param first its first pixel, from 0
   * @param length its pixels
   */
  public void add(int first, int length) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
    }
    runs[size++] = first;
    runs[size++] = length;
    area += length;
  }

  /** Pixels of all runs. */
  public long area() {
    return area;
  }

  /** Sets the pixels of all runs. */
  public void paint(byte[] plane, int value) {
    for (int i = 0; i < size; i += 2) {
      Arrays.fill(plane, runs[i], runs[i] + runs[i + 1], (byte) value);
    }
  }
}
