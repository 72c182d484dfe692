// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * A depth-wise 3×3 convolution with zero padding and the GELU. Inputs, half: tokens [N, height,
 * width, features], what is added to all of them [features], weights [9, features] and bias
 * [features], or [parts, features], [parts, 9, features] and [parts, features], where each part of
 * the N has its own. Output: as the tokens.
 */
final class DepthwiseGeluOperator implements GpuOperator {
  private static final int WEIGHTS = 2;
  private static final int LANE_FEATURES = 2;
  private static final int STRIP = 7;
  private static final int THREADS = 128;

  /** As many sweeps as keep a GPU busy. */
  private static final int SWEEPS = 65_536;

  @Override
  public String name() {
    return "SonomaskDepthwiseGelu";
  }

  @Override
  public int inputs() {
    return 4;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {0, 1}, {0, 2}, {0, 3}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] map = description[0].shape();
    if (map[2] % STRIP != 0 || map[3] % LANE_FEATURES != 0) {
      throw new CudaException(
          "maps of 7, 14 or more columns and "
              + LANE_FEATURES
              + ", "
              + 2 * LANE_FEATURES
              + " or more features are taken, not of "
              + map[2]
              + " columns and "
              + map[3]
              + " features");
    }
    int lanes = (int) map[3] / LANE_FEATURES;
    long columns = map[0] * (map[2] / STRIP) * lanes;
    int band = band(map[1], columns);
    int all = Math.toIntExact(columns * bands(map[1], band));
    CudaDriver.launch(
        "depthwise_gelu",
        new int[] {(all + THREADS - 1) / THREADS, 1, 1},
        THREADS,
        stream,
        inputs,
        outputs,
        all,
        (int) map[1],
        (int) map[2],
        lanes,
        band,
        (int) map[0] / description[WEIGHTS].parts(2));
  }

  /** How many rows are swept at once: the fewer columns there are, the fewer; all alike. */
  static int band(long height, long columns) {
    long most = Math.max(1, Math.min(height, height * columns / SWEEPS));
    return bands(height, bands(height, most));
  }

  private static int bands(long height, long band) {
    return (int) ((height + band - 1) / band);
  }
}
