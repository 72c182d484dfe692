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
    KERNELS,
    /**
     * The same, but a block of a transformer's first three stages is four operators: keys and
     * values from squares of tokens on; queries, attention and what follows up to the normalised
     * sum; the MLP's first product, convolution and GELU; its second product up to the normalised
     * sum. For GPUs of compute capability 9.0, as an H100 is.
     */
    FUSED
  }

  public TensorRtForm {
    if (batch < 1) {
      throw new IllegalArgumentException("A batch has a window at least, but not " + batch + ".");
    }
  }

  boolean together() {
    return sampling != Sampling.GRID_SAMPLE;
  }

  boolean fused() {
    return sampling == Sampling.FUSED && numbers.half();
  }

  boolean ownOperators() {
    return together() && numbers.half();
  }
}
