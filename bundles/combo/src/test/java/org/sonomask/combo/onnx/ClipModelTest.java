// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.RandomSource;

/** The clip form on ONNX Runtime, compared with the formulas of combo sections 4.2, 4.6, 4.7. */
class ClipModelTest {
  private static final ComboConfig CONFIG = ComboConfig.lite(List.of("background", "dog", "cat"));
  private static final RandomSource WEIGHTS = new RandomSource(3);
  private static final int PICTURE = 224 * 224 * 3;
  private static final int MELS = 96 * 64;

  @TempDir Path directory;

  @Test
  void invalidSecondsAreEmbeddedAndThenDropped() throws Exception {
    boolean[] valid = {true, true, false};
    float[] mels = mels(3);
    Map<String, float[]> flagged =
        run(CONFIG, 2, 2, valid, mels, "audio_backbone.out", "audio_feature", "final.sem_seg");
    float[] embedded = flagged.get("audio_backbone.out");
    int two = embedded.length / 3 * 2;
    assertArrayEquals(Arrays.copyOf(embedded, two), flagged.get("audio_feature"));
    Map<String, float[]> whole =
        run(CONFIG, 2, 2, null, Arrays.copyOf(mels, 2 * MELS), "final.sem_seg");
    assertArrayEquals(whole.get("final.sem_seg"), flagged.get("final.sem_seg"), 1e-2f);
  }

  @Test
  void withoutFusionOnlyTheLevelIsAdded() throws Exception {
    Map<String, float[]> seen =
        run(
            CONFIG.withoutFusion(),
            1,
            1,
            null,
            mels(1),
            "pixel_decoder.mask_features",
            "bfm.visual_out",
            "audio_feature",
            "bfm.audio_out");
    float[] level = weights("sem_seg_head.fusion_module.level_embed.weight");
    float[] features = seen.get("pixel_decoder.mask_features");
    float[] fused = seen.get("bfm.visual_out");
    int pixels = 56 * 56;
    for (int i = 0; i < fused.length; i++) {
      assertEquals(features[i] + level[i / pixels], fused[i], 1e-5f);
    }
    assertArrayEquals(seen.get("audio_feature"), seen.get("bfm.audio_out"));
  }

  @Test
  void soundsAreMixedInsideAClipAndAcrossABatchOnlyWhenAsked() throws Exception {
    int clips = 2;
    int frames = 2;
    for (int together : new int[] {frames, clips * frames}) {
      Map<String, float[]> seen =
          run(CONFIG, together, clips * frames, null, mels(4), "audio_query", "decoder.query0");
      float[] learned = weights("sem_seg_head.predictor.query_feat.weight");
      int size = CONFIG.hidden();
      for (int n = 0; n < clips * frames; n++) {
        int first = n / together * together;
        for (int q = 0; q < CONFIG.queries(); q++) {
          int heard = first + (q * together + n - first) / CONFIG.queries();
          for (int i = 0; i < size; i++) {
            assertEquals(
                learned[q * size + i] + seen.get("audio_query")[heard * size + i],
                seen.get("decoder.query0")[(n * CONFIG.queries() + q) * size + i],
                1e-5f);
          }
        }
      }
    }
  }

  private static float[] weights(String key) {
    Parameter parameter =
        new Combo(CONFIG)
            .parameters().stream().filter(p -> p.key().equals(key)).findFirst().orElseThrow();
    return WEIGHTS.values(parameter);
  }

  private static float[] mels(int seconds) {
    SplittableRandom random = new SplittableRandom(7);
    float[] mels = new float[seconds * MELS];
    for (int i = 0; i < mels.length; i++) {
      mels[i] = (float) (random.nextDouble() * 6 - 4.6);
    }
    return mels;
  }

  private Map<String, float[]> run(
      ComboConfig config, int frames, int total, boolean[] valid, float[] mels, String... shown)
      throws Exception {
    Path file = directory.resolve("clip.onnx");
    OnnxModel.clip(config, WEIGHTS, frames, valid, Set.of(shown), Set.of()).write(file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] pictures = new byte[total * PICTURE];
    new SplittableRandom(5).nextBytes(pictures);
    ByteBuffer bytes = ByteBuffer.allocateDirect(pictures.length).put(pictures).flip();
    long[] shape = {total, 224, 224, 3};
    long[] sounds = {mels.length / MELS, 1, 96, 64};
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor frame = OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OnnxTensor logMel = OnnxTensor.createTensor(environment, FloatBuffer.wrap(mels), sounds);
        OrtSession.Result result =
            session.run(Map.of("frame", frame, "maskige", frame, "log_mel", logMel))) {
      Map<String, float[]> outputs = new HashMap<>();
      for (String name : shown) {
        FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.put(name, copy);
      }
      return outputs;
    }
  }
}
