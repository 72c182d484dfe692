// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * The sampling of multi-scale deformable attention, softmax included, where every token of every
 * level asks. Inputs: values [N, tokens, features], offsets [N, tokens, heads · levels · points ·
 * 2] in cells and logits [N, tokens, heads, levels · points], all half; sizes of the levels
 * [levels, 2] (height, width), int32. Output: [N, tokens, features]. Three levels, four points.
 */
final class DeformableSamplingOperator implements GpuOperator {
  private static final int LANE_FEATURES = 8;
  private static final int THREADS = 256;
  private static final int SIZES = 3;
  private static final int CHOICES = 12;

  @Override
  public String name() {
    return "SonomaskDeformableSampling";
  }

  @Override
  public int inputs() {
    return 4;
  }

  @Override
  public int type(int position) {
    return position == SIZES ? TensorDescription.INT32 : TensorDescription.HALF;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {0, 1}, {0, 2}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] value = description[0].shape();
    long[] logits = description[2].shape();
    int heads = (int) logits[2];
    int features = (int) value[2];
    if (logits[3] != CHOICES || features % (heads * LANE_FEATURES) != 0) {
      throw new CudaException(
          "three levels of four points and heads of 8, 16 or more features are sampled, not "
              + logits[3]
              + " points of "
              + features / heads
              + " features; export the model for GridSample");
    }
    int lanes = features / LANE_FEATURES;
    long threads = value[0] * value[1] * lanes;
    CudaDriver.launch(
        "deformable_sampling",
        new int[] {Math.toIntExact((threads + THREADS - 1) / THREADS), 1, 1},
        THREADS,
        stream,
        inputs[0],
        inputs[1],
        inputs[2],
        inputs[SIZES],
        outputs[0],
        Math.toIntExact(value[0] * value[1]),
        Math.toIntExact(value[1]),
        lanes,
        lanes / heads,
        heads);
  }
}
