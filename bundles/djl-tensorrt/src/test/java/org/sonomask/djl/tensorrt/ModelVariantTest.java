// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVariantTest {
  @TempDir private Path folder;

  @Test
  void itLiesBesideItsModel() {
    assertEquals(
        Path.of("models/lite.v2.tensorrt-8.onnx"),
        ModelVariant.of(Path.of("models/lite.v2.onnx"), 8));
  }

  @Test
  void thereMustBeOneForEachSize() throws Exception {
    Path model = Files.writeString(folder.resolve("lite.onnx"), "");
    Files.writeString(ModelVariant.of(model, 8), "");
    assertTrue(ModelVariant.areThere(model, List.of(8)));
    assertFalse(ModelVariant.areThere(model, List.of(1, 8)));
  }
}
