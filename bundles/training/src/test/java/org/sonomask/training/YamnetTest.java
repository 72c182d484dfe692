// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.AudioBackbone;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.YamnetConfig;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.LibtorchTensors;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TorchDevice;

class YamnetTest {
  private static final int BLOCKS = 13;

  private final TorchDevice device = TorchDevice.of("cpu");
  private final AudioBackbone backbone = YamnetConfig.PUBLISHED.create();

  @TempDir private Path folder;

  @Test
  void libtorchAndOnnxRuntimeHearTheSame() throws Exception {
    float[] logMel = noise();
    Path file = folder.resolve("lite.onnx");
    ComboConfig lite =
        ComboConfig.lite(List.of("background", "dog")).withAudioBackbone(YamnetConfig.PUBLISHED);
    OnnxModel.clip(lite, this::values, 1, null, Set.of("audio_backbone.out"), Set.of()).write(file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor picture = picture(environment);
        OnnxTensor sound =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(logMel), new long[] {1, 1, 96, 64});
        OrtSession.Result result =
            session.run(
                Map.of("frame", picture, "maskige", picture, "log_mel", sound),
                Set.of("audio_backbone.out"))) {
      float[] eager = embed(logMel);
      float greatest = 0;
      for (float value : eager) {
        greatest = Math.max(greatest, value);
      }
      assertTrue(greatest > 0.01, "nothing is heard");
      assertArrayEquals(eager, ((float[][]) result.get(0).getValue())[0], 1e-3f * greatest);
    }
  }

  @Test
  void variablesOfTheSavedModelBecomeAllWeightsButTheProjection() throws IOException {
    Map<String, StoredTensor> tensors = YamnetWeights.of(savedModel());
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : parameters()) {
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

  private static OnnxTensor picture(OrtEnvironment environment) throws Exception {
    ByteBuffer black = ByteBuffer.allocateDirect(224 * 224 * 3);
    return OnnxTensor.createTensor(
        environment, black, new long[] {1, 224, 224, 3}, OnnxJavaType.UINT8);
  }

  private float[] embed(float[] logMel) {
    ParameterStore store = new ParameterStore(device, parameters(), parameter -> 1);
    parameters().forEach(parameter -> store.write(parameter.key(), values(parameter)));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      LibtorchTensors tensors = new LibtorchTensors(device, store, false);
      return HostArrays.floats(backbone.embed(tensors, device.floats(logMel, 1, 1, 96, 64)));
    }
  }

  private Collection<Parameter> parameters() {
    ShapeTensors shapes = new ShapeTensors();
    backbone.embed(shapes, new long[] {-1, 1, 96, 64});
    return shapes.parameters();
  }

  private float[] values(Parameter parameter) {
    return parameter.initial().draw(parameter, new SplittableRandom(parameter.key().hashCode()));
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
