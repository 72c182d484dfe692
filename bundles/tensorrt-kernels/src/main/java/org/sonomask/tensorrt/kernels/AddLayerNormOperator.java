// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * A sum and its layer normalisation. Inputs: two summands [N, tokens, features], a third for all
 * tokens, weight and bias [features] or [parts, features], where each part of the N has its own,
 * all half; epsilon [1], float. Outputs: sum and normalised sum, as the summands.
 *
 * <p>With squares there are one more input, [height, width, edge], int32, and one more output: the
 * normalised tokens of a map square after square.
 */
final class AddLayerNormOperator implements GpuOperator {
  private static final int SHIFT = 2;
  private static final int EPSILON = 5;
  private static final int MAP = 6;
  private static final int MOST_OUTPUTS = 3;
  private static final int MOST_FEATURES = 512;
  private static final int LANE_FEATURES = 8;
  private static final int THREADS = 256;
  private static final int GROUP = 16;

  private final boolean squares;

  AddLayerNormOperator(boolean squares) {
    this.squares = squares;
  }

  @Override
  public String name() {
    return squares ? "SonomaskAddLayerNormSquares" : "SonomaskAddLayerNorm";
  }

  @Override
  public int inputs() {
    return squares ? MAP + 1 : MAP;
  }

  @Override
  public int outputs() {
    return squares ? MOST_OUTPUTS : 2;
  }

  @Override
  public int type(int position) {
    if (position == EPSILON) {
      return TensorDescription.FLOAT;
    }
    return squares && position == MAP ? TensorDescription.INT32 : TensorDescription.HALF;
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] shape = description[0].shape();
    if (shape[2] > MOST_FEATURES || shape[2] % LANE_FEATURES != 0) {
      throw new CudaException(
          "up to 512 features, a multiple of 8, are normalised, not " + shape[2]);
    }
    int rows = Math.toIntExact(shape[0] * shape[1]);
    int eights = (int) shape[2] / LANE_FEATURES;
    int group = eights > GROUP / 2 ? GROUP : GROUP / 2;
    int rowsOfBlock = THREADS / group;
    // Without squares there are neither a map nor an output for them.
    CudaDriver.launch(
        "add_layer_norm",
        new int[] {(rows + rowsOfBlock - 1) / rowsOfBlock, 1, 1},
        THREADS,
        stream,
        Arrays.copyOf(inputs, MAP + 1),
        Arrays.copyOf(outputs, MOST_OUTPUTS),
        rows,
        eights,
        group,
        rows / description[SHIFT].parts(1));
  }
}
