// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.util.Locale;
import java.util.Optional;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;

/**
 * How a model is written down, as a word: {@code full} or {@code half} (what it is stored in) for
 * any runtime, or for TensorRT {@code BATCH,NUMBERS,SAMPLING,full|half[,together]}, where numbers
 * and sampling are {@link Numbers} and {@link Sampling}, the fourth is the sampling's precision,
 * and the fifth computes both backbones as one.
 */
final class Form {
  private static final int LEAST_PARTS = 4;

  private Form() {}

  /** The form for TensorRT; nothing if it is one for any runtime. */
  static Optional<TensorRtForm> tensorRt(String word) {
    String[] parts = word.split(",");
    if (parts.length == 1) {
      return Optional.empty();
    }
    boolean together = parts[parts.length - 1].equals("together");
    if (parts.length != (together ? LEAST_PARTS + 1 : LEAST_PARTS)) {
      throw new IllegalArgumentException(
          "a form is full, half or BATCH,NUMBERS,SAMPLING,full|half[,together], but not " + word);
    }
    return Optional.of(
        new TensorRtForm(
            Integer.parseInt(parts[0]),
            Numbers.valueOf(parts[1].toUpperCase(Locale.ROOT)),
            Sampling.valueOf(parts[2].toUpperCase(Locale.ROOT)),
            parts[3].equals("full"),
            together));
  }
}
