// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;
import java.util.Map;

/**
 * Keys and values of attention with spatial reduction (Wang et al. 2022): a strided convolution as
 * a product of squares of tokens, its layer normalisation and the product for keys and values.
 * Inputs: squares [N, ...], each of depth numbers, factors [parts, depth, features], where each
 * part of the N has its own, their bias [parts, features], the normalisation's weight and bias
 * [parts, features], factors [parts, features, 2 · features], all half; epsilon [keys], float, the
 * same for each key: its shape says how many there are. Output: keys and values side by side [N,
 * keys, 2 · features], without bias.
 *
 * <p>The depth is a multiple of 128; there are 64, 128 or 320 features, and for 320 the GPU is of
 * compute capability 9.0.
 */
final class SpatialReductionOperator implements GpuOperator {
  private static final int FACTORS = 1;
  private static final int PAIR_FACTORS = 5;
  private static final int EPSILON = 6;

  /** What the depth is a multiple of. */
  private static final int DEPTHS = 128;

  /**
   * A kernel.
   *
   * @param rows of a cluster of blocks
   * @param blocks of a cluster
   * @param threads of a block
   * @param sharedBytes of a block: what the kernel's {@code Reduction} or {@code HopperReduction}
   *     takes
   */
  private record Kernel(String name, int rows, int blocks, int threads, int sharedBytes) {}

  /** Kernels by features. */
  private static final Map<Integer, Kernel> KERNELS =
      Map.of(
          64, new Kernel("spatial_reduction_64", 48, 1, 256, 64_512),
          128, new Kernel("spatial_reduction_128", 48, 1, 256, 103_424),
          320, new Kernel("hopper_spatial_reduction", 64, 2, 640, 227_200));

  @Override
  public String name() {
    return "SonomaskSpatialReduction";
  }

  @Override
  public int inputs() {
    return EPSILON + 1;
  }

  @Override
  public int type(int position) {
    return position == EPSILON ? TensorDescription.FLOAT : TensorDescription.HALF;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {EPSILON, 0}, {PAIR_FACTORS, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long windows = description[0].shape()[0];
    long[] factors = description[FACTORS].shape();
    int features = (int) factors[2];
    Kernel kernel = KERNELS.get(features);
    if (kernel == null || factors[1] % DEPTHS != 0) {
      throw new CudaException(
          "a multiple of 128 features is reduced to 64, 128 or 320, not "
              + factors[1]
              + " to "
              + features
              + ": write the model with Sampling.KERNELS");
    }
    int parts = (int) factors[0];
    int rows = Math.toIntExact(windows * description[EPSILON].shape()[0] / parts);
    CudaDriver.launch(
        kernel.name(),
        new int[] {(rows + kernel.rows() - 1) / kernel.rows() * kernel.blocks(), parts, 1},
        kernel.threads(),
        kernel.sharedBytes(),
        stream,
        inputs,
        outputs,
        rows,
        (int) factors[1]);
  }
}
