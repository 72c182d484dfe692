// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * A sum and its layer normalisation. Inputs: two summands [N, tokens, features], weight and bias
 * [features] or [parts, features], where each part of the N has its own, all half; epsilon [1],
 * float. Outputs: sum and normalised sum, as the summands.
 */
final class AddLayerNormOperator implements GpuOperator {
  private static final int WEIGHT = 2;
  private static final int EPSILON = 4;
  private static final int MOST_FEATURES = 512;
  private static final int LANE_FEATURES = 4;
  private static final int WARP = 32;
  private static final int WARPS = 8;

  @Override
  public String name() {
    return "SonomaskAddLayerNorm";
  }

  @Override
  public int inputs() {
    return EPSILON + 1;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public int type(int position) {
    return position == EPSILON ? TensorDescription.FLOAT : TensorDescription.HALF;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {0, 1}, {0, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] shape = description[0].shape();
    if (shape[2] > MOST_FEATURES || shape[2] % LANE_FEATURES != 0) {
      throw new CudaException(
          "up to 512 features, a multiple of 4, are normalised, not " + shape[2]);
    }
    int rows = Math.toIntExact(shape[0] * shape[1]);
    int quads = (int) shape[2] / LANE_FEATURES;
    int group = quads > WARP / 2 ? WARP : WARP / 2;
    int rowsOfBlock = WARPS * WARP / group;
    CudaDriver.launch(
        "add_layer_norm",
        new int[] {(rows + rowsOfBlock - 1) / rowsOfBlock, 1, 1},
        WARPS * WARP,
        stream,
        inputs[0],
        inputs[1],
        inputs[WEIGHT],
        inputs[WEIGHT + 1],
        inputs[EPSILON],
        outputs[0],
        outputs[1],
        rows,
        quads,
        group,
        rows / description[WEIGHT].parts(1));
  }
}
