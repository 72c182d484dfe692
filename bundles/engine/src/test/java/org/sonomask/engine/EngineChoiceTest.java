// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.ModelBuilder;
import org.sonomask.djl.tensorrt.TensorRtReport;

class EngineChoiceTest {

  @Test
  void aGpuWithTensorRtIsUsed() {
    TensorRtReport report = new TensorRtReport(List.of("H100", "H100"), "13.0", "10.6.0", "", "");
    ModelBuilder.Choice choice = EngineChoice.automatic(report);
    assertEquals("tensorrt", choice.engine());
    assertEquals("H100, H100 with TensorRT 10.6.0", choice.place());
    assertEquals("", choice.reason());
  }

  @Test
  void withoutAGpuItIsTheProcessorAndItSaysWhy() {
    TensorRtReport report =
        new TensorRtReport(List.of(), "", "10.6.0", "there is no NVIDIA GPU", "");
    ModelBuilder.Choice choice = EngineChoice.automatic(report);
    assertEquals("onnxruntime", choice.engine());
    assertEquals("the processor", choice.place());
    assertEquals("there is no NVIDIA GPU", choice.reason());
    assertEquals("", choice.remedy());
  }

  @Test
  void aGpuWithoutTensorRtHasARemedy() {
    TensorRtReport report =
        new TensorRtReport(List.of("H100"), "13.0", "", "TensorRT 10 is not there", "fetch it");
    assertEquals("onnxruntime", EngineChoice.automatic(report).engine());
    assertEquals("fetch it", EngineChoice.automatic(report).remedy());
  }

  @Test
  void thisMachineIsLookedAt() {
    ModelBuilder.Choice choice = EngineChoice.automatic();
    assertEquals(choice.engine().equals("tensorrt"), choice.reason().isEmpty(), choice.toString());
  }

  @Test
  void namesAreThoseOfConfigurations() {
    for (EngineChoice choice : EngineChoice.values()) {
      assertEquals(choice, EngineChoice.of(choice.engine()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> EngineChoice.of("cuda")).getMessage();
    assertTrue(message.contains("auto, onnxruntime and tensorrt"), message);
  }
}
