// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Parameter;

class InitialTest {
  private static final ComboConfig LITE = ComboConfig.lite(List.of("background", "dog"));

  @TempDir private Path folder;

  @Test
  void anExportedModelGivesWhatFindsMasksAndNothingThatHearsOrTellsClasses() throws IOException {
    Path model = folder.resolve("lite.onnx");
    OnnxModel.stream(LITE, InitialTest::values, new ModelMetadata("lite", "1", "CC0-1.0"), false)
        .write(model);
    Map<String, StoredTensor> taken = masks(model);
    assertEquals(220, taken.size());
    assertTrue(
        taken.keySet().stream()
            .noneMatch(key -> key.matches("(audio_)?backbone\\..*|.*(fusion|audio|class_embed).*")),
        taken.keySet()::toString);
    for (Parameter parameter : new Combo(LITE).parameters()) {
      if (taken.containsKey(parameter.key())) {
        float[] values = taken.get(parameter.key()).values();
        assertArrayEquals(values(parameter), values, parameter.key());
      }
    }
  }

  @Test
  void aFileWithoutADecoderIsRefused() throws IOException {
    Path file = folder.resolve("backbone.safetensors");
    Map<String, StoredTensor> backbone = Map.of("layer", StoredTensor.of(new float[1], 1));
    Safetensors.write(file, backbone, Map.of());
    IOException refused = assertThrows(IOException.class, () -> masks(file));
    assertTrue(refused.getMessage().contains("--masks"), refused.getMessage());
  }

  /** What is taken, copied out of the file. */
  private static Map<String, StoredTensor> masks(Path file) throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Initial.addMasks(tensors, checkpoint);
      for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
        StoredTensor tensor = entry.getValue();
        entry.setValue(StoredTensor.of(tensor.values(), tensor.shape()));
      }
    }
    return tensors;
  }

  private static float[] values(Parameter parameter) {
    return parameter.initial().draw(parameter, new SplittableRandom(parameter.key().hashCode()));
  }
}
