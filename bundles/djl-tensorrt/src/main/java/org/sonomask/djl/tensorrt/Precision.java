// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

/** What TensorRT may compute in. */
public enum Precision {
  /**
   * As the model says itself, operator by operator; for models that were written down for TensorRT,
   * see {@link ModelVariant}.
   */
  TYPED,
  /** Half precision wherever it is faster. */
  FP16,
  /** Half precision but for normalisations, softmax, reductions, powers and exponentials. */
  MIXED,
  /** Single precision whose products are rounded to ten bits. */
  TF32,
  /** Single precision throughout. */
  FP32
}
