// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/** An operator that computes on the GPU. Stateless; any number of threads. */
interface GpuOperator {

  /** The type of its ONNX node. */
  String name();

  /** How many inputs it has. */
  int inputs();

  /** How many outputs it has, all alike. */
  default int outputs() {
    return 1;
  }

  /**
   * The type of an input, or of an output behind them: half precision, if nothing else is said.
   *
   * @return as {@link TensorDescription#HALF}
   */
  default int type(int position) {
    return TensorDescription.HALF;
  }

  /**
   * Where an output's dimensions come from: those of tokens, [N, tokens, features], are the first
   * input's.
   *
   * @return per dimension the input and its axis
   */
  default int[][] dimensions() {
    return new int[][] {{0, 0}, {0, 1}, {0, 2}};
  }

  /**
   * Queues the computation.
   *
   * @param description of the inputs
   * @param inputs device addresses
   * @param outputs device addresses
   * @param stream a {@code CUstream}
   * @throws CudaException if the driver refuses
   */
  void launch(TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException;
}
