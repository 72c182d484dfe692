// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.SoundEffectConfig;
import org.sonomask.combo.tensor.Parameter;

class SoundEffectTest {
  private static final int MELS = 96 * 64;
  private static final int FEATURES = 128;

  private final TestEars ears = new TestEars(SoundEffectConfig.PUBLISHED);

  @TempDir private Path folder;

  @Test
  void libtorchAndOnnxRuntimeHearTheSame() throws Exception {
    float[] logMel = noise(1, 0);
    float[] eager = ears.eager(logMel);
    assertTrue(Arrays.stream(wide(eager)).max().orElse(0) > 0.01, "nothing is heard");
    assertArrayEquals(eager, ears.exported(logMel, folder), 1e-4f);
  }

  @Test
  void silenceIsFiniteAndLoudnessHardlyMatters() {
    float[] silence = new float[MELS];
    Arrays.fill(silence, (float) Math.log(0.01));
    float[] nothing = new float[MELS];
    Arrays.fill(nothing, -20);
    for (float[] quiet : List.of(silence, nothing)) {
      for (float value : ears.eager(quiet)) {
        assertTrue(Float.isFinite(value));
      }
    }
    double[] loud = wide(ears.eager(noise(2, 3)));
    double[] faint = wide(ears.eager(noise(2, 2)));
    double[] other = wide(ears.eager(noise(3, 3)));
    assertTrue(distance(loud, faint) < 0.2 * distance(loud, other), "a fainter sound is another");
  }

  @Test
  void everyKeyOfTheBackboneComesFromTheCheckpointAndNothingElse() throws IOException {
    Map<String, StoredTensor> published = new LinkedHashMap<>();
    for (Parameter parameter : ears.parameters()) {
      if (parameter.key().contains("conv_block")) {
        String key = parameter.key().replace("audio_backbone.", "embedding_net.");
        published.put(key, StoredTensor.of(ears.values(parameter), parameter.shape()));
      }
    }
    int size = published.size();
    published.put(
        "embedding_net.conv_block1.bn1.num_batches_tracked", StoredTensor.of(new float[1], 1));
    published.put("fc.0.0.weight", StoredTensor.of(new float[2], 2));
    Map<String, float[]> tensors = imported(published);
    assertEquals(size, tensors.size());
    for (Parameter parameter : ears.parameters()) {
      if (parameter.key().contains("conv_block")) {
        assertArrayEquals(ears.values(parameter), tensors.get(parameter.key()), parameter.key());
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
