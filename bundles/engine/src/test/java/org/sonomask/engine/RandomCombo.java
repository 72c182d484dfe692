// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Parameter;

/** Exports COMBO-Lite with random weights, as training would export it with trained ones. */
final class RandomCombo {
  // Untrained queries mark nearly the same; larger weights make their masks differ.
  private static final float DECIDED = 30;

  private RandomCombo() {}

  static Path write(Path folder) throws IOException {
    ComboConfig config = ComboConfig.lite(List.of("background", "dog", "cello"));
    Path file = folder.resolve("combo-lite.onnx");
    ModelMetadata metadata = new ModelMetadata("combo-lite-random", "1", "Apache-2.0");
    OnnxModel.stream(config, RandomCombo::values, metadata, false).write(file);
    return file;
  }

  private static float[] values(Parameter parameter) {
    SplittableRandom random = new SplittableRandom(parameter.key().hashCode());
    float[] values = parameter.initial().draw(parameter, random);
    if (parameter.key().matches(".*mask_embed.layers.2.weight")) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= DECIDED;
      }
    }
    return values;
  }
}
