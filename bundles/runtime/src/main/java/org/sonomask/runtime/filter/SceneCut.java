// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;

/**
 * Tells where one shot ends and the next begins: most blocks of the picture differ from those of
 * the picture before, and so does the distribution of their brightness, which a pan leaves alone.
 * Not thread-safe. Allocates nothing after construction.
 */
final class SceneCut {
  private static final float DIFFERENCE = 20;
  private static final float HISTOGRAM_DIFFERENCE = 0.5f;
  private static final int BINS = 16;

  private final LumaGrid grid;
  private final float[] histogram = new float[BINS];
  private final float[] lastHistogram = new float[BINS];
  private float[] means;
  private float[] lastMeans;
  private boolean first = true;

  SceneCut(int width, int height) {
    grid = new LumaGrid(width, height);
    means = new float[grid.size()];
    lastMeans = new float[grid.size()];
  }

  /**
   * Takes the next picture.
   *
   * @param luma uint8 [height, width]
   * @return whether it belongs to another shot than the one before
   */
  boolean isCut(byte[] luma) {
    grid.means(luma, means);
    Arrays.fill(histogram, 0);
    float difference = 0;
    for (int i = 0; i < means.length; i++) {
      histogram[(int) (means[i] * BINS / 256)] += 1f / means.length;
      difference += Math.abs(means[i] - lastMeans[i]) / means.length;
    }
    boolean cut = !first && difference > DIFFERENCE && distance() > HISTOGRAM_DIFFERENCE;
    System.arraycopy(histogram, 0, lastHistogram, 0, BINS);
    float[] swap = lastMeans;
    lastMeans = means;
    means = swap;
    first = false;
    return cut;
  }

  /** Half the sum of absolute differences: the share of blocks that changed their brightness. */
  private float distance() {
    float sum = 0;
    for (int i = 0; i < BINS; i++) {
      sum += Math.abs(histogram[i] - lastHistogram[i]);
    }
    return sum / 2;
  }
}
