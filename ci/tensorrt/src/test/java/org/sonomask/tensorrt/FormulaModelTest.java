// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormulaModelTest {
  @TempDir Path directory;

  @Test
  void itsMasksHaveSeveralLabelsSoThatAgreementMeansSomething() throws Exception {
    Path file = directory.resolve("lite.onnx");
    FormulaModel.main(new String[] {"combo-lite", file.toString(), "full", "5=-1.03", "53=-1.25"});
    try (Reference reference = new Reference(file)) {
      assertEquals("combo-lite", reference.model());
      Windows windows = new Windows(1, reference.examples());
      var masks = reference.run(windows);
      Agreement itself = Agreement.of(masks, masks);
      assertEquals(0, itself.labelsDifferent());
      assertEquals(windows.pixels(), itself.pixels());
      assertTrue(itself.labelsSeen() >= 4, itself.toString());
      assertTrue(itself.commonestLabel() < 0.6, itself.toString());
    }
  }
}
