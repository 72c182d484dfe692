// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model written down for TensorRT and one size of batch, beside the model for every engine:
 * {@code lite.tensorrt-8.onnx} beside {@code lite.onnx}. With {@link Precision#TYPED}, plans are
 * built of it.
 */
public final class ModelVariant {
  private static final String MODEL = ".onnx";

  private ModelVariant() {}

  /** Where a model's variant for a size of batch is, if there is one. */
  public static Path of(Path model, int batch) {
    String name = model.getFileName().toString();
    String stem = name.endsWith(MODEL) ? name.substring(0, name.length() - MODEL.length()) : name;
    return model.resolveSibling(stem + ".tensorrt-" + batch + MODEL);
  }

  /** Whether there is one for each of the sizes. */
  public static boolean areThere(Path model, List<Integer> batches) {
    return batches.stream().allMatch(batch -> Files.isRegularFile(of(model, batch)));
  }
}
