// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

/** Element types of ONNX tensors (TensorProto.DataType). */
enum ElementType {
  FLOAT32(1),
  UINT8(2),
  INT32(6),
  INT64(7),
  BOOL(9),
  FLOAT16(10);

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether its elements are real numbers. */
  boolean real() {
    return this == FLOAT32 || this == FLOAT16;
  }
}
