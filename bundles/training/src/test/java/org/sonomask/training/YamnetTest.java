// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.YamnetConfig;
import org.sonomask.combo.tensor.Parameter;

class YamnetTest {
  private static final int BLOCKS = 13;

  private final TestEars ears = new TestEars(YamnetConfig.PUBLISHED);

  @TempDir private Path folder;

  @Test
  void libtorchAndOnnxRuntimeHearTheSame() throws Exception {
    float[] logMel = noise();
    float[] eager = ears.eager(logMel);
    float greatest = 0;
    for (float value : eager) {
      greatest = Math.max(greatest, value);
    }
    assertTrue(greatest > 0.01, "nothing is heard");
    assertArrayEquals(eager, ears.exported(logMel, folder), 1e-3f * greatest);
  }

  @Test
  void variablesOfTheSavedModelBecomeAllWeightsButTheProjection() throws IOException {
    Map<String, StoredTensor> tensors = YamnetWeights.of(savedModel());
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : ears.parameters()) {
      StoredTensor tensor = tensors.remove(parameter.key());
      if (tensor == null) {
        missing.add(parameter.key());
      } else {
        assertArrayEquals(parameter.shape(), tensor.shape(), parameter.key());
      }
    }
    assertEquals(Set.of(), tensors.keySet());
    assertEquals(4, missing.size(), missing::toString);
    assertTrue(
        missing.stream().allMatch(key -> key.matches("audio_backbone\\.(norm|projection)\\..*")));
  }

  @Test
  void kernelsAreTurnedToPyTorchsOrder() throws IOException {
    Map<String, StoredTensor> model = savedModel();
    Map<String, StoredTensor> tensors = YamnetWeights.of(model);
    float[] pointwise = model.get(variable(4, "kernel")).values();
    assertEquals(pointwise[5 * 64 + 7], tensors.get(key(0, "pointwise")).values()[7 * 32 + 5]);
    float[] depthwise = model.get(variable(2, "depthwise_kernel")).values();
    assertEquals(
        depthwise[(2 * 3 + 1) * 32 + 9], tensors.get(key(0, "depthwise")).values()[9 * 9 + 7]);
  }

  @Test
  void anotherNetworkIsRefused() throws IOException {
    Map<String, StoredTensor> model = savedModel();
    model.remove(variable(9, "beta"));
    assertThrows(IOException.class, () -> YamnetWeights.of(model));
  }

  private static String key(int block, String part) {
    return "audio_backbone.blocks." + block + "." + part + ".weight";
  }

  private static String variable(int layer, String name) {
    return "_yamnet/layer_with_weights-" + layer + "/" + name + "/.ATTRIBUTES/VARIABLE_VALUE";
  }

  /** Variables as the published model has them, with other values. */
  private static Map<String, StoredTensor> savedModel() throws IOException {
    int[] widths = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    Map<String, StoredTensor> model = new LinkedHashMap<>();
    put(model, 0, "kernel", 3, 3, 1, 32);
    statistics(model, 1, 32);
    int in = 32;
    for (int block = 0; block < BLOCKS; block++) {
      int layer = 2 + 4 * block;
      put(model, layer, "depthwise_kernel", 3, 3, in, 1);
      statistics(model, layer + 1, in);
      put(model, layer + 2, "kernel", 1, 1, in, widths[block]);
      statistics(model, layer + 3, widths[block]);
      in = widths[block];
    }
    put(model, 2 + 4 * BLOCKS, "kernel", in, 521);
    return model;
  }

  private static void statistics(Map<String, StoredTensor> model, int layer, int width)
      throws IOException {
    put(model, layer, "beta", width);
    put(model, layer, "moving_mean", width);
    put(model, layer, "moving_variance", width);
  }

  private static void put(Map<String, StoredTensor> model, int layer, String name, long... shape)
      throws IOException {
    int elements = 1;
    for (long size : shape) {
      elements *= (int) size;
    }
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = i;
    }
    model.put(variable(layer, name), StoredTensor.of(values, shape));
  }

  private static float[] noise() {
    float[] logMel = new float[96 * 64];
    Random random = new Random(1);
    for (int i = 0; i < logMel.length; i++) {
      logMel[i] = (float) Math.log(0.01 + Math.exp(random.nextGaussian()));
    }
    return logMel;
  }
}
