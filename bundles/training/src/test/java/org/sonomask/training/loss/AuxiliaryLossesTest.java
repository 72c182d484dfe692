// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.training.data.Batch;
import org.sonomask.training.data.Sample;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;

class AuxiliaryLossesTest {
  private static final ComboConfig LITE = ComboConfig.lite(List.of("background", "dog", "cat"));
  private static final int FEATURES = LITE.audioBackbone().features();
  private static final int TOKENS = 28;
  private static final int SIZE = 224;
  private static final int CERTAIN = 10;

  private final TorchDevice device = TorchDevice.of("cpu");
  private final ComboModel model =
      new ComboModel(device, LITE, AuxiliaryLosses.parameters(LITE), parameter -> 1, 1);

  @Test
  void onlyTheClassesThatAreHeardCostNothing() {
    tellByFirstFeatures("recognition.heard", FEATURES);
    assertTrue(heard(1, new byte[] {0, 1, 0}) < 0.01);
    assertEquals(2 * CERTAIN, heard(1, new byte[] {0, 0, 1}), 0.1);
    assertEquals(CERTAIN, heard(1, new byte[] {0, 1, 1}), 0.1);
  }

  @Test
  void eachPixelsObjectCountsSoundingOrNot() {
    tellByFirstFeatures("auxiliary.seen", LITE.hidden());
    assertTrue(seen(2, 2) < 0.01);
    assertEquals(2 * CERTAIN, seen(2, 1), 0.1);
  }

  @Test
  void clipsThatDoNotTellCostNothing() {
    AuxiliaryLosses losses = new AuxiliaryLosses(model, 0);
    Sample plain = sample(null, null);
    try (PointerScope scope = new PointerScope()) {
      assertEquals(0, value(losses.heard(Batch.of(List.of(plain)))));
      assertEquals(0, value(losses.seen(Batch.of(List.of(plain)))));
    }
  }

  /** Makes feature c tell class c: +1 for yes, -1 for no. */
  private void tellByFirstFeatures(String key, int features) {
    int classes = LITE.classes().size();
    float[] weight = new float[classes * features];
    for (int label = 0; label < classes; label++) {
      weight[label * features + label] = CERTAIN;
    }
    model.store().write(key + ".weight", weight);
    model.store().write(key + ".bias", new float[classes]);
  }

  private double heard(int label, byte[] truth) {
    try (PointerScope scope = new PointerScope()) {
      AuxiliaryLosses losses = new AuxiliaryLosses(model, 0);
      losses.see("audio_feature", device.floats(features(label, FEATURES), 1, 1, FEATURES));
      return value(losses.heard(Batch.of(List.of(sample(null, truth)))));
    }
  }

  private double seen(int label, int truth) {
    float[] feature = features(label, LITE.hidden());
    float[] map = new float[LITE.hidden() * TOKENS * TOKENS];
    for (int i = 0; i < map.length; i++) {
      map[i] = feature[i / (TOKENS * TOKENS)];
    }
    byte[] objects = new byte[SIZE * SIZE];
    Arrays.fill(objects, (byte) truth);
    try (PointerScope scope = new PointerScope()) {
      AuxiliaryLosses losses = new AuxiliaryLosses(model, 0);
      Tensor pixels = device.floats(map, 1, LITE.hidden(), TOKENS, TOKENS);
      losses.see("pixel_decoder.multi_scale2", pixels);
      return value(losses.seen(Batch.of(List.of(sample(objects, null)))));
    }
  }

  private static float[] features(int label, int count) {
    float[] features = new float[count];
    for (int c = 0; c < LITE.classes().size(); c++) {
      features[c] = c == label ? 1 : -1;
    }
    return features;
  }

  private static Sample sample(byte[] objects, byte[] audible) {
    byte[][] maps = {new byte[SIZE * SIZE]};
    return new Sample(
        SIZE,
        new byte[][] {new byte[SIZE * SIZE * 3]},
        maps,
        maps,
        new float[1][96 * 64],
        objects == null ? null : new byte[][] {objects},
        audible == null ? null : new byte[][] {audible});
  }

  private static double value(Tensor scalar) {
    return HostArrays.floats(scalar)[0];
  }
}
