// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;

class FormTest {

  @Test
  void aWordWithoutCommasIsForAnyRuntime() {
    assertEquals(Optional.empty(), Form.tensorRt("full"));
    assertEquals(Optional.empty(), Form.tensorRt("half"));
  }

  @Test
  void batchNumbersAndSamplingAreSaid() {
    assertEquals(
        Optional.of(new TensorRtForm(32, Numbers.WIDE, Sampling.KERNELS, false)),
        Form.tensorRt("32,wide,kernels,half"));
    assertEquals(
        Optional.of(new TensorRtForm(1, Numbers.HALF, Sampling.GRID_SAMPLE, true)),
        Form.tensorRt("1,half,grid_sample,full"));
  }

  @Test
  void anythingElseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Form.tensorRt("32,half"));
    assertThrows(IllegalArgumentException.class, () -> Form.tensorRt("32,tiny,kernels,half"));
  }
}
