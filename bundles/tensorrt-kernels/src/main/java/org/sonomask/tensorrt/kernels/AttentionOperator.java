// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * Attention of many queries to few keys by heads of 64 features. Inputs, half: queries [N, tokens,
 * features], what is added to all of them, [features] or [parts, features], where each part of the
 * N has its own, keys and values side by side [N, keys, 2 · features]. Output: as the queries.
 */
final class AttentionOperator implements GpuOperator {
  private static final int HEAD = 64;
  private static final int MOST_KEYS = 64;
  private static final int QUERIES = 112;
  private static final int THREADS = 224;

  @Override
  public String name() {
    return "SonomaskAttention";
  }

  @Override
  public int inputs() {
    return 3;
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] asked = description[0].shape();
    long[] pairs = description[2].shape();
    if (asked[2] % HEAD != 0 || pairs[1] > MOST_KEYS) {
      throw new CudaException(
          "up to 64 keys and heads of 64 features are attended to, not "
              + pairs[1]
              + " keys of "
              + asked[2]
              + " features");
    }
    CudaDriver.launch(
        "attention",
        new int[] {
          (int) ((asked[1] + QUERIES - 1) / QUERIES), (int) (asked[2] / HEAD), (int) asked[0]
        },
        THREADS,
        stream,
        inputs,
        outputs,
        (int) asked[1],
        (int) pairs[1],
        (int) asked[0] / description[1].parts(1));
  }
}
