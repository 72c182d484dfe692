// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Names YAMNet's weights, as the published SavedModel has them, after the layers of COMBO's audio
 * backbone: numbered layers are convolutions and their normalisations by turns, the last one is the
 * classifier, which is left out. Kernels are turned from TensorFlow's order of axes to PyTorch's.
 */
final class YamnetWeights {
  private static final Pattern VARIABLE =
      Pattern.compile(".*_yamnet/layer_with_weights-(\\d+)/(\\w+)/\\.ATTRIBUTES/VARIABLE_VALUE");
  private static final String KEY = "audio_backbone.";
  private static final int BLOCKS = 13;
  private static final int LAYERS = 2 + 4 * BLOCKS;
  private static final Map<String, String> STATISTICS =
      Map.of("beta", "bias", "moving_mean", "running_mean", "moving_variance", "running_var");

  private YamnetWeights() {}

  /**
   * Names the weights.
   *
   * @param variables of the SavedModel by name
   * @throws IOException if they are of another network
   */
  static Map<String, StoredTensor> of(Map<String, StoredTensor> variables) throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> variable : variables.entrySet()) {
      Matcher name = VARIABLE.matcher(variable.getKey());
      if (name.matches() && Integer.parseInt(name.group(1)) < LAYERS) {
        String layer = KEY + layer(Integer.parseInt(name.group(1)));
        add(tensors, layer, name.group(2), variable.getValue());
      }
    }
    if (tensors.size() != LAYERS / 2 * 5) {
      throw new IOException(
          "The file has no YAMNet: give the variables of the SavedModel that its authors publish.");
    }
    return tensors;
  }

  private static String layer(int number) {
    String norm = number % 2 == 1 ? "_norm" : "";
    if (number < 2) {
      return "stem" + norm;
    }
    String part = (number - 2) % 4 < 2 ? ".depthwise" : ".pointwise";
    return "blocks." + (number - 2) / 4 + part + norm;
  }

  /** A normalisation has no factor there, which is one of 1 here. */
  private static void add(
      Map<String, StoredTensor> tensors, String layer, String name, StoredTensor value)
      throws IOException {
    switch (name) {
      case "kernel" -> tensors.put(layer + ".weight", turned(value, 3, 2));
      case "depthwise_kernel" -> tensors.put(layer + ".weight", turned(value, 2, 3));
      default -> {
        if (name.equals("beta")) {
          float[] ones = new float[value.elements()];
          Arrays.fill(ones, 1);
          tensors.put(layer + ".weight", StoredTensor.of(ones, value.shape()));
        }
        tensors.put(layer + "." + STATISTICS.get(name), value);
      }
    }
  }

  /** From [height, width, a, b] to [axis out, axis in, height, width]. */
  private static StoredTensor turned(StoredTensor kernel, int out, int in) throws IOException {
    int[] shape = Arrays.stream(kernel.shape()).mapToInt(Math::toIntExact).toArray();
    float[] from = kernel.values();
    float[] to = new float[from.length];
    int places = shape[0] * shape[1];
    for (int i = 0; i < from.length; i++) {
      int[] at = {0, 0, i / shape[3] % shape[2], i % shape[3]};
      to[(at[out] * shape[in] + at[in]) * places + i / (shape[2] * shape[3])] = from[i];
    }
    return StoredTensor.of(to, shape[out], shape[in], shape[0], shape[1]);
  }
}
