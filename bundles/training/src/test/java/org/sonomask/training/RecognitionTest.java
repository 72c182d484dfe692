// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.network.Recognition;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.ParameterGroup;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.loop.TrainingConfig;
import org.sonomask.training.loss.AuxiliaryLosses;

class RecognitionTest {
  private static final String LOGITS = "decoder.class_logits3";
  private static final int SIZE = 224;
  private static final List<String> CLASSES = List.of("background", "dog", "car");

  private final byte[] frame = new byte[SIZE * SIZE * 3];
  private final float[] logMel = new float[96 * 64];

  @TempDir private Path folder;

  @BeforeEach
  void somethingIsSeenAndHeard() {
    Random random = new Random(1);
    random.nextBytes(frame);
    for (int i = 0; i < logMel.length; i++) {
      logMel[i] = (float) Math.log(0.01 + Math.exp(random.nextGaussian()));
    }
  }

  @Test
  void libtorchAndOnnxRuntimeTellTheSameClasses() throws Exception {
    ComboModel model = model("");
    for (String part : List.of("seen", "heard")) {
      String key = "recognition." + part + ".weight";
      float[] weights = model.store().read(key);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) Math.sin(i);
      }
      model.store().write(key, weights);
    }
    assertArrayEquals(eager(model), onnx(model), 5e-3f);
  }

  @Test
  void whatIsHeardCountsForEveryQuery() throws Exception {
    ComboModel model = model("");
    float[] before = eager(model);
    model.store().write("recognition.heard.bias", new float[] {0, 50, -50});
    float[] after = eager(model);
    int columns = CLASSES.size() + 1;
    for (int query = 0; query < before.length; query += columns) {
      assertEquals(before[query], after[query], 1e-4, "the background is not heard");
      assertNotEquals(before[query + 1], after[query + 1], 1e-3);
      double ratio = after[query + 1] - after[query + 2] - (before[query + 1] - before[query + 2]);
      assertTrue(ratio > 0, "a dog is heard, a car is not");
    }
  }

  @Test
  void backbonesWithRateNothingAreLeftAlone() throws Exception {
    ParameterStore store = model("\"backboneRate\":0,\"audioRate\":0,").store();
    assertFalse(store.groups().stream().map(ParameterGroup::rate).anyMatch(rate -> rate == 0));
    for (String frozen :
        List.of(
            "backbone._conv_stem.weight",
            "backbone._kinds.weight",
            "backbone._blocks.3._bn1.weight",
            "audio_backbone.blocks.12.pointwise.weight")) {
      assertFalse(gradients(store, frozen), frozen);
    }
    assertTrue(gradients(store, "recognition.seen.weight"));
    assertTrue(gradients(store, "pre_sam_backbone.stem.weight"));
  }

  @Test
  void theClassifierOfKindsStaysWhereTheBackboneMoves() throws Exception {
    ParameterStore store = model("").store();
    assertFalse(gradients(store, "backbone._kinds.weight"));
    assertFalse(gradients(store, "backbone._conv_head.weight"));
    assertTrue(gradients(store, "backbone._conv_stem.weight"));
  }

  @Test
  void thePenaltyIsTheSquaredLengthOfTheMaps() throws Exception {
    ComboModel model = model("");
    fill(model.store(), "recognition.heard.weight", 2);
    fill(model.store(), "recognition.seen.weight", 0);
    fill(model.store(), "audio_backbone.projection.weight", 0);
    try (PointerScope scope = new PointerScope()) {
      double penalty = HostArrays.floats(new AuxiliaryLosses(model, 0).penalty())[0];
      assertEquals(4 * CLASSES.size() * model.config().audioBackbone().features(), penalty, 1e-2);
    }
  }

  private static void fill(ParameterStore store, String key, float value) {
    float[] values = store.read(key);
    Arrays.fill(values, value);
    store.write(key, values);
  }

  @Test
  void aBackboneWithoutKindsIsRefused() {
    ComboConfig official = ComboConfig.object("s4", BackboneKind.RESNET_50);
    assertThrows(IllegalArgumentException.class, () -> Recognition.seen(official));
  }

  private static boolean gradients(ParameterStore store, String key) {
    return store.parameters().stream()
        .filter(parameter -> parameter.key().equals(key))
        .findAny()
        .map(store)
        .orElseThrow(() -> new AssertionError("no " + key))
        .requires_grad();
  }

  /** Without a siam encoder, whose maskige the two forms take in different ways. */
  private ComboModel model(String settings) throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(
        file, "{" + settings + "\"network\":\"lite\",\"siamEncoder\":" + !settings.isEmpty() + "}");
    return Networks.model(TrainingConfig.read(file), CLASSES);
  }

  private float[] eager(ComboModel model) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Prediction<Tensor>> predictions =
          model.predict(
              model.device().bytes(frame, 1, SIZE, SIZE, 3),
              model.device().bytes(new byte[SIZE * SIZE], 1, SIZE, SIZE),
              model.device().floats(logMel, 1, 1, 96, 64),
              false);
      return HostArrays.floats(predictions.get(predictions.size() - 1).classLogits());
    }
  }

  private float[] onnx(ComboModel model) throws Exception {
    return ExportedClip.values(
        model.config(),
        parameter -> model.store().read(parameter.key()),
        folder,
        frame,
        logMel,
        LOGITS);
  }
}
