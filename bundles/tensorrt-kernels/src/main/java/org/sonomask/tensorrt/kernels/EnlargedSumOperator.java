// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * Weighted sum of enlarged and squashed maps, which are never stored: maps are enlarged bilinearly
 * (half-pixel centres), their logits go through the sigmoid function, and are summed with a weight
 * each. Inputs: logits [N, maps, height, width] half; weights [N, maps] float; where each row and
 * each column of the result lies on the maps, [rows] and [columns] float. Output: [N, rows,
 * columns] float.
 */
final class EnlargedSumOperator implements GpuOperator {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;
  private static final int ROWS_OF_THREAD = 4;

  @Override
  public String name() {
    return "SonomaskEnlargedSum";
  }

  @Override
  public int inputs() {
    return 4;
  }

  @Override
  public int type(int position) {
    return position == 0 ? TensorDescription.HALF : TensorDescription.FLOAT;
  }

  @Override
  public int[][] dimensions() {
    return new int[][] {{0, 0}, {ROWS, 0}, {COLUMNS, 0}};
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] logits = description[0].shape();
    int rows = (int) description[ROWS].shape()[0];
    int columns = (int) description[COLUMNS].shape()[0];
    CudaDriver.launch(
        "enlarged_sum",
        new int[] {(rows + ROWS_OF_THREAD - 1) / ROWS_OF_THREAD, (int) logits[0], 1},
        columns,
        stream,
        inputs,
        outputs,
        (int) logits[1],
        (int) logits[2],
        (int) logits[3],
        rows,
        columns);
  }
}
