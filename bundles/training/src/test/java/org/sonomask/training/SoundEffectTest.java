// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.AudioBackbone;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.SoundEffectConfig;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.LibtorchTensors;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TorchDevice;

class SoundEffectTest {
  private static final int MELS = 96 * 64;
  private static final int FEATURES = 128;

  private final TorchDevice device = TorchDevice.of("cpu");
  private final AudioBackbone backbone = SoundEffectConfig.PUBLISHED.create();
  private final ParameterStore store = store();

  @TempDir private Path folder;

  @Test
  void libtorchAndOnnxRuntimeHearTheSame() throws Exception {
    float[] logMel = noise(1, 0);
    Path file = folder.resolve("lite.onnx");
    ComboConfig lite = ComboConfig.lite(List.of("background", "dog"));
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
      float[] exported = ((float[][]) result.get(0).getValue())[0];
      float[] eager = embed(logMel);
      assertTrue(Arrays.stream(wide(eager)).max().orElse(0) > 0.01, "nothing is heard");
      assertArrayEquals(eager, exported, 1e-4f);
    }
  }

  @Test
  void silenceIsFiniteAndLoudnessHardlyMatters() {
    float[] silence = new float[MELS];
    Arrays.fill(silence, (float) Math.log(0.01));
    float[] nothing = new float[MELS];
    Arrays.fill(nothing, -20);
    for (float[] quiet : List.of(silence, nothing)) {
      for (float value : embed(quiet)) {
        assertTrue(Float.isFinite(value));
      }
    }
    double[] loud = wide(embed(noise(2, 3)));
    double[] faint = wide(embed(noise(2, 2)));
    double[] other = wide(embed(noise(3, 3)));
    assertTrue(distance(loud, faint) < 0.2 * distance(loud, other), "a fainter sound is another");
  }

  @Test
  void everyKeyOfTheBackboneComesFromTheCheckpointAndNothingElse() throws IOException {
    Map<String, StoredTensor> published = new LinkedHashMap<>();
    for (Parameter parameter : parameters()) {
      if (parameter.key().contains("conv_block")) {
        String key = parameter.key().replace("audio_backbone.", "embedding_net.");
        published.put(key, StoredTensor.of(values(parameter), parameter.shape()));
      }
    }
    int size = published.size();
    published.put(
        "embedding_net.conv_block1.bn1.num_batches_tracked", StoredTensor.of(new float[1], 1));
    published.put("fc.0.0.weight", StoredTensor.of(new float[2], 2));
    Map<String, float[]> tensors = imported(published);
    assertEquals(size, tensors.size());
    for (Parameter parameter : parameters()) {
      if (parameter.key().contains("conv_block")) {
        assertArrayEquals(values(parameter), tensors.get(parameter.key()), parameter.key());
      }
    }
    published.keySet().removeIf(key -> key.startsWith("embedding_net."));
    assertThrows(IOException.class, () -> imported(published));
  }

  private Map<String, float[]> imported(Map<String, StoredTensor> published) throws IOException {
    Path file = folder.resolve("published.safetensors");
    Safetensors.write(file, published, Map.of());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Initial.addSound(tensors, checkpoint);
      for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
        values.put(entry.getKey(), entry.getValue().values());
      }
    }
    return values;
  }

  private static OnnxTensor picture(OrtEnvironment environment) throws Exception {
    ByteBuffer black = ByteBuffer.allocateDirect(224 * 224 * 3);
    return OnnxTensor.createTensor(
        environment, black, new long[] {1, 224, 224, 3}, ai.onnxruntime.OnnxJavaType.UINT8);
  }

  private float[] embed(float[] logMel) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      LibtorchTensors tensors = new LibtorchTensors(device, store, false);
      return HostArrays.floats(backbone.embed(tensors, device.floats(logMel, 1, 1, 96, 64)));
    }
  }

  private ParameterStore store() {
    ParameterStore made = new ParameterStore(device, parameters(), parameter -> 1);
    parameters().forEach(parameter -> made.write(parameter.key(), values(parameter)));
    return made;
  }

  private Collection<Parameter> parameters() {
    ShapeTensors shapes = new ShapeTensors();
    backbone.embed(shapes, new long[] {-1, 1, 96, 64});
    return shapes.parameters();
  }

  private float[] values(Parameter parameter) {
    return parameter.initial().draw(parameter, new SplittableRandom(parameter.key().hashCode()));
  }

  /** A few bands sound all the time. */
  private static float[] noise(long seed, double level) {
    float[] logMel = new float[MELS];
    Random random = new Random(seed);
    boolean[] sounding = new boolean[64];
    for (int band = 0; band < 64; band++) {
      sounding[band] = random.nextInt(3) == 0;
    }
    for (int i = 0; i < MELS; i++) {
      double noisy = level + 0.3 * random.nextGaussian();
      logMel[i] = (float) Math.log(0.01 + (sounding[i % 64] ? Math.exp(noisy) : 0));
    }
    return logMel;
  }

  private static double[] wide(float[] features) {
    double[] wide = new double[FEATURES];
    Arrays.setAll(wide, i -> features[i]);
    return wide;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
