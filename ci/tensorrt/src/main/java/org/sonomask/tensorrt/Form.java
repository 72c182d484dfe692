// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.util.Locale;
import java.util.Optional;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;

/**
 * How a model is written down, as a word: {@code full} or {@code half} (what it is stored in) for
 * any runtime, or for TensorRT {@code BATCH,NUMBERS,SAMPLING,full|half}, where numbers and sampling
 * are {@link Numbers} and {@link Sampling}, and the fourth is the sampling's precision.
 */
final class Form {
  private static final int PARTS = 4;

  private Form() {}

  /** The form for TensorRT; nothing if it is one for any runtime. */
  static Optional<TensorRtForm> tensorRt(String word) {
    String[] parts = word.split(",");
    if (parts.length == 1) {
      return Optional.empty();
    }
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "a form is full, half or BATCH,NUMBERS,SAMPLING,full|half, but not " + word);
    }
    return Optional.of(
        new TensorRtForm(
            Integer.parseInt(parts[0]),
            Numbers.valueOf(parts[1].toUpperCase(Locale.ROOT)),
            Sampling.valueOf(parts[2].toUpperCase(Locale.ROOT)),
            parts[3].equals("full")));
  }
}
