// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;
import java.util.Map;

/**
 * A product, a depth-wise 3×3 convolution of it with zero padding and the GELU, for GPUs of compute
 * capability 9.0. Inputs, half: tokens of square maps [N, 3136, 64], [N, 784, 128] or [N, 196,
 * 320], factors [parts, features, hidden], where each part of the N has its own and there are four
 * times as many hidden features, the product's bias [parts, hidden], the convolution's weights
 * [parts, 9, hidden] and bias [parts, hidden]. Output: [N, tokens, hidden].
 */
final class ProductDepthwiseGeluOperator implements GpuOperator {
  private static final int FACTORS = 1;

  /** Hidden features of each feature. */
  private static final int WIDER = 4;

  /** Hidden features that a block takes at once. */
  private static final int SLICE = 64;

  /** So many blocks keep a GPU busy: one each for most of an H100's multiprocessors. */
  private static final int BLOCKS = 128;

  /** Kernels by features. */
  private static final Map<Long, Maps> KERNELS =
      Map.of(
          64L, new Maps("hopper_band_depthwise_gelu_64", 56, 7, 704, 229_376),
          128L, new Maps("hopper_band_depthwise_gelu_128", 28, 7, 704, 172_032),
          320L, new Maps("hopper_product_depthwise_gelu", 14, 14, 768, 226_368));

  private final int blocks;

  /**
   * A kernel and the maps that it is for.
   *
   * @param edge lines and columns of a map
   * @param lines of a map that a block takes
   * @param threads of a block
   * @param sharedBytes of a block: what the kernel's {@code HopperBandDepthwise} or {@code
   *     HopperProductDepthwise} takes
   */
  private record Maps(String kernel, int edge, int lines, int threads, int sharedBytes) {}

  ProductDepthwiseGeluOperator() {
    this(BLOCKS);
  }

  /**
   * With another number of blocks to keep busy.
   *
   * @param blocks at least so many, where there are enough slices
   */
  ProductDepthwiseGeluOperator(int blocks) {
    this.blocks = blocks;
  }

  @Override
  public String name() {
    return "SonomaskProductDepthwiseGelu";
  }

  @Override
  public int inputs() {
    return 5;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {0, 1}, {FACTORS, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] tokens = description[0].shape();
    long[] factors = description[FACTORS].shape();
    Maps maps = KERNELS.get(tokens[2]);
    if (maps == null
        || tokens[1] != (long) maps.edge() * maps.edge()
        || factors[2] != WIDER * tokens[2]) {
      throw new CudaException(
          "products of 3136 tokens of 64 features, 784 of 128 or 196 of 320 with four times as many"
              + " hidden features are convolved, not of "
              + tokens[1]
              + " tokens of "
              + tokens[2]
              + " features with "
              + factors[2]
              + ": write the model with Sampling.KERNELS");
    }
    int rows = (int) tokens[0] * maps.edge() / maps.lines();
    int slices = (int) factors[2] / SLICE;
    int shares = shares(rows, slices, blocks);
    CudaDriver.launch(
        maps.kernel(),
        new int[] {shares, rows, 1},
        maps.threads(),
        maps.sharedBytes(),
        stream,
        inputs,
        outputs,
        slices / shares,
        (int) (tokens[0] / factors[0]));
  }

  /** Blocks among which the slices of the same lines are shared out: the fewer rows, the more. */
  private static int shares(int rows, int slices, int blocks) {
    int shares = 1;
    while (shares < slices && (rows * shares < blocks || slices % shares != 0)) {
      shares++;
    }
    return shares;
  }
}
