// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * TensorRT's {@code PluginTensorDesc}: how a tensor that a plugin sees lies in memory.
 *
 * @param shape of the tensor
 * @param type as {@link #HALF}
 * @param format 0 is row-major
 */
record TensorDescription(long[] shape, int type, int format) {
  /** {@code DataType::kFLOAT}. */
  static final int FLOAT = 0;

  /** {@code DataType::kHALF}. */
  static final int HALF = 1;

  /** {@code DataType::kINT32}. */
  static final int INT32 = 3;

  private static final int BYTES = 88;
  private static final int DIMENSIONS = 8;
  private static final int TYPE = 72;
  private static final int FORMAT = 76;

  /** How many tensors of a rank it holds, one after the other. */
  int parts(int rank) {
    return shape.length > rank ? (int) shape[0] : 1;
  }

  /** Reads one of an array. */
  static TensorDescription at(Pointer array, int index) {
    Pointer description = array.share((long) index * BYTES);
    return new TensorDescription(
        description.getLongArray(DIMENSIONS, description.getInt(0)),
        description.getInt(TYPE),
        description.getInt(FORMAT));
  }
}
