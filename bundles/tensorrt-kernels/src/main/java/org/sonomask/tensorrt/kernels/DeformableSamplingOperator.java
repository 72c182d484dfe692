// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * The sampling of multi-scale deformable attention, softmax included, where every token of every
 * level asks. Inputs: values [N, tokens, features] and [N, tokens, heads · levels · points · 3],
 * which are offsets in cells, two each, and behind them logits, all half; sizes of the levels
 * [levels, 2] (height, width), int32. Output: [N, tokens, features]. Three levels, four points.
 */
final class DeformableSamplingOperator implements GpuOperator {
  private static final int LANE_FEATURES = 8;
  private static final int THREADS = 256;
  private static final int SIZES = 2;
  private static final int CHOICES_OF_HEAD = 36;

  @Override
  public String name() {
    return "SonomaskDeformableSampling";
  }

  @Override
  public int inputs() {
    return SIZES + 1;
  }

  @Override
  public int type(int position) {
    return position == SIZES ? TensorDescription.INT32 : TensorDescription.HALF;
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] value = description[0].shape();
    int choices = (int) description[1].shape()[2];
    int heads = Math.max(choices / CHOICES_OF_HEAD, 1);
    int features = (int) value[2];
    if (choices != heads * CHOICES_OF_HEAD || features % (heads * LANE_FEATURES) != 0) {
      throw new CudaException(
          "three levels of four points and heads of 8, 16 or more features are sampled, not "
              + choices
              + " offsets and logits of "
              + features
              + " features; export the model for GridSample");
    }
    int lanes = features / LANE_FEATURES;
    long threads = value[0] * value[1] * lanes;
    CudaDriver.launch(
        "deformable_sampling",
        new int[] {Math.toIntExact((threads + THREADS - 1) / THREADS), 1, 1},
        THREADS,
        stream,
        inputs,
        outputs,
        Math.toIntExact(value[0] * value[1]),
        Math.toIntExact(value[1]),
        lanes,
        lanes / heads,
        heads);
  }
}
