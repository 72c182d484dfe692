// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

/** What TensorRT may compute in. */
enum Precision {
  /** Half precision wherever it is faster. */
  FP16,
  /** Single precision with products rounded to ten bits, TensorRT's default. */
  TF32,
  /** Single precision throughout. */
  FP32,
  /** What the model says of each tensor ("strongly typed"). */
  TYPED
}
