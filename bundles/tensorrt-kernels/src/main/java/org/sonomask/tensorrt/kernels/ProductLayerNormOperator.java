// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * A product, what is added to it and the layer normalisation of the sum. Inputs: tokens [N, tokens,
 * depth], factors [parts, depth, 320], where each part of the N has its own, its bias [parts, 320],
 * a further summand [N, tokens, 320], the normalisation's weight and bias [parts, 320], all half;
 * epsilon [1], float. Outputs: sum and normalised sum, as the further summand.
 *
 * <p>With squares there are one more input, [height, width, edge], int32, and one more output: the
 * normalised tokens of a map square after square.
 */
final class ProductLayerNormOperator implements GpuOperator {
  private static final int FACTORS = 1;
  private static final int SUMMAND = 3;
  private static final int EPSILON = 6;
  private static final int MAP = 7;
  private static final int COLUMNS = 320;
  private static final int STEP = 16;
  private static final int ROWS = 96;
  private static final int THREADS = 384;

  private final boolean squares;

  ProductLayerNormOperator(boolean squares) {
    this.squares = squares;
  }

  @Override
  public String name() {
    return squares ? "SonomaskProductLayerNormSquares" : "SonomaskProductLayerNorm";
  }

  @Override
  public int inputs() {
    return squares ? MAP + 1 : MAP;
  }

  @Override
  public int outputs() {
    return squares ? 3 : 2;
  }

  @Override
  public int type(int position) {
    if (position == EPSILON) {
      return TensorDescription.FLOAT;
    }
    return squares && position == MAP ? TensorDescription.INT32 : TensorDescription.HALF;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{SUMMAND, 0}, {SUMMAND, 1}, {SUMMAND, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] tokens = description[0].shape();
    long[] factors = description[FACTORS].shape();
    if (factors[2] != COLUMNS || tokens[2] % STEP != 0) {
      throw new CudaException(
          "products of a multiple of 16 with 320 columns are normalised, not of "
              + tokens[2]
              + " with "
              + factors[2]);
    }
    int parts = (int) factors[0];
    int rows = Math.toIntExact(tokens[0] * tokens[1] / parts);
    CudaDriver.launch(
        "product_layer_norm",
        new int[] {(rows + ROWS - 1) / ROWS, parts, 1},
        THREADS,
        stream,
        inputs[0],
        inputs[FACTORS],
        inputs[FACTORS + 1],
        inputs[SUMMAND],
        inputs[SUMMAND + 1],
        inputs[SUMMAND + 2],
        inputs[EPSILON],
        squares ? inputs[MAP] : Pointer.NULL,
        outputs[0],
        outputs[1],
        squares ? outputs[2] : Pointer.NULL,
        rows,
        (int) tokens[2]);
  }
}
