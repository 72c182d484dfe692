// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;
import java.util.Arrays;
import java.util.Map;

/**
 * A product, what is added to it and the layer normalisation of the sum. Inputs: tokens [N, tokens,
 * depth], factors [parts, depth, columns], where each part of the N has its own, its bias [parts,
 * columns], a further summand [N, tokens, columns], the normalisation's weight and bias [parts,
 * columns], all half; epsilon [1], float. Outputs: sum and normalised sum, as the further summand.
 *
 * <p>There are 64 or 128 columns and the depth is a multiple of 32; or there are 320, the depth is
 * a multiple of 64 and the GPU of compute capability 9.0.
 *
 * <p>With squares there are one more input, [height, width, edge], int32, and one more output: the
 * normalised tokens of a map square after square.
 */
final class ProductLayerNormOperator implements GpuOperator {
  private static final int FACTORS = 1;
  private static final int SUMMAND = 3;
  private static final int EPSILON = 6;
  private static final int MAP = 7;
  private static final int MOST_OUTPUTS = 3;

  /** Kernels by columns. */
  private static final Map<Long, Kernel> KERNELS =
      Map.of(
          64L, new Kernel("product_layer_norm_64", 96, 32, 256, 64_896),
          128L, new Kernel("product_layer_norm_128", 96, 32, 256, 93_568),
          320L, new Kernel("hopper_product_layer_norm", 104, 64, 640, 218_788));

  private final boolean squares;

  /**
   * A kernel.
   *
   * @param rows of a block
   * @param step what the depth is a multiple of
   * @param threads of a block
   * @param sharedBytes of a block: what the kernel's {@code ProductLayerNorm} or {@code
   *     HopperProduct} takes
   */
  private record Kernel(String name, int rows, int step, int threads, int sharedBytes) {}

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
  public int[][] dimensions() {
    return new int[][] {{SUMMAND, 0}, {SUMMAND, 1}, {SUMMAND, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] tokens = description[0].shape();
    long[] factors = description[FACTORS].shape();
    Kernel kernel = KERNELS.get(factors[2]);
    if (kernel == null || tokens[2] % kernel.step() != 0) {
      throw new CudaException(
          "products of a depth that is a multiple of 32 with 64 or 128 columns, or of 64 with 320,"
              + " are normalised, not of "
              + tokens[2]
              + " with "
              + factors[2]
              + ": write the model with Sampling.KERNELS");
    }
    int parts = (int) factors[0];
    int rows = Math.toIntExact(tokens[0] * tokens[1] / parts);
    // Without squares there are neither a map nor an output for them.
    CudaDriver.launch(
        kernel.name(),
        new int[] {(rows + kernel.rows() - 1) / kernel.rows(), parts, 1},
        kernel.threads(),
        kernel.sharedBytes(),
        stream,
        Arrays.copyOf(inputs, MAP + 1),
        Arrays.copyOf(outputs, MOST_OUTPUTS),
        rows,
        (int) tokens[2]);
  }
}
