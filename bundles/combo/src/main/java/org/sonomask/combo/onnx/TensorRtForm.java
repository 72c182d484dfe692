// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

/**
 * How a network is written down for TensorRT.
 *
 * @param batch N; all sizes are known, so that TensorRT computes what follows from them only once
 * @param numbers what real numbers are computed in; but for {@link Numbers#FULL} the network says
 *     its types itself ("strongly typed")
 * @param sampling of deformable attention, and what comes with it
 * @param preciseSampling whether ONNX's operator samples in single precision
 */
public record TensorRtForm(int batch, Numbers numbers, Sampling sampling, boolean preciseSampling) {

  /** What real numbers are computed in. */
  public enum Numbers {
    /** Single precision. */
    FULL,
    /** Half precision where that is good enough. */
    HALF,
    /** The same, but products with weights are added up in single precision. */
    WIDE;

    boolean half() {
      return this != FULL;
    }
  }

  /** Ways to sample. */
  public enum Sampling {
    /** ONNX's own operator, level after level. */
    GRID_SAMPLE,
    /**
     * Our own operator; and two backbones of one architecture are computed as one, with our own
     * operators too. Only half precision has own operators.
     */
    KERNELS
  }

  public TensorRtForm {
    if (batch < 1) {
      throw new IllegalArgumentException("A batch has a window at least, but not " + batch + ".");
    }
  }

  boolean together() {
    return sampling == Sampling.KERNELS;
  }

  boolean ownOperators() {
    return sampling == Sampling.KERNELS && numbers.half();
  }
}
