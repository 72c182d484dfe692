// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;

class ComboTest {
  /** What the official R50 checkpoint counts as buffers: frozen batch normalisation, twice. */
  private static final long FROZEN_NORMALISATION = 2 * 106_240;

  @Test
  void theOfficialNetworksHaveAsManyValuesAsTheOfficialCode() {
    assertEquals(
        158_903_091 + FROZEN_NORMALISATION,
        elements(ComboConfig.object("s4", BackboneKind.RESNET_50)));
    assertEquals(273_507_203, elements(ComboConfig.object("s4", BackboneKind.PVT_V2_B5)));
    assertEquals(273_524_936, elements(ComboConfig.semantic("avss", BackboneKind.PVT_V2_B5, 10)));
  }

  @Test
  void theOfficialNetworksHaveAsManyTensorsAsTheOfficialCode() {
    assertEquals(
        882, new Combo(ComboConfig.object("s4", BackboneKind.RESNET_50)).parameters().size());
    assertEquals(
        2456, new Combo(ComboConfig.object("s4", BackboneKind.PVT_V2_B5)).parameters().size());
  }

  @Test
  void withoutFusionOnlyTheAttentionIsMissing() {
    ComboConfig config = ComboConfig.semantic("avss", BackboneKind.RESNET_50, 10);
    Set<String> keys = keys(config);
    keys.removeAll(keys(config.withoutFusion()));
    assertEquals(19, keys.size());
    assertTrue(keys.remove("sem_seg_head.fusion_module.audio_pos.weight"));
    assertTrue(keys.stream().allMatch(key -> key.contains("fusion_module.b_attn.")));
  }

  @Test
  void withoutSiamEncoderNothingLooksAtTheMaskige() {
    ComboConfig lite = ComboConfig.lite(List.of("background", "dog"));
    Set<String> missing = keys(lite);
    Set<String> left = keys(lite.withoutSiam());
    missing.removeAll(left);
    assertTrue(
        missing.stream()
            .allMatch(
                k -> k.startsWith("pre_sam_backbone.") || k.startsWith("scale_factor_module.")));
    assertTrue(left.stream().noneMatch(key -> key.startsWith("pre_sam_backbone.")));
  }

  @Test
  void onlyWhatThePaperFreezesIsFrozen() {
    Combo combo = new Combo(ComboConfig.object("s4", BackboneKind.PVT_V2_B5));
    long trained =
        combo.parameters().stream().filter(Parameter::trained).mapToLong(Parameter::elements).sum();
    assertEquals(201_366_019, trained);
  }

  @Test
  void theLiteNetworkIsSmall() {
    Collection<Parameter> parameters =
        new Combo(ComboConfig.lite(List.of("background", "dog"))).parameters();
    assertTrue(parameters.stream().mapToLong(Parameter::elements).sum() < 9_900_000);
    assertTrue(parameters.stream().allMatch(p -> p.trained() || p.key().contains(".running_")));
  }

  @ParameterizedTest
  @EnumSource(BackboneKind.class)
  void everyBackboneHasFourLevels(BackboneKind kind) {
    Backbone backbone = kind.create("backbone");
    List<long[]> levels = backbone.features(new ShapeTensors(), new long[] {-1, 3, 224, 224});
    assertEquals(4, levels.size());
    for (int level = 0; level < 4; level++) {
      long size = 224 / (4L << level);
      assertArrayEquals(
          new long[] {-1, backbone.channels().get(level), size, size}, levels.get(level));
    }
  }

  @Test
  void backbonesThatDoNotMatchAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SiamEncoder(BackboneKind.RESNET_50, BackboneKind.PVT_V2_B0, true));
  }

  @Test
  void theStreamFormHasTheClipFormsShapes() {
    ComboConfig config = ComboConfig.object("s4", BackboneKind.RESNET_34);
    long[] picture = {-1, 3, 224, 224};
    List<Prediction<long[]>> predictions =
        new Combo(config).stream(new ShapeTensors(), picture, picture, new long[] {-1, 5, 96, 64});
    assertEquals(10, predictions.size());
    assertArrayEquals(new long[] {-1, 100, 3}, predictions.get(9).classLogits());
    assertArrayEquals(new long[] {-1, 100, 56, 56}, predictions.get(9).maskLogits());
  }

  @Test
  void coloursFollowPascalVoc() {
    assertEquals(0x800000, SemanticClasses.colour(1));
    assertEquals(0xC0C0C0, SemanticClasses.colour(63));
    assertEquals(0x208080, SemanticClasses.colour(70));
  }

  private static Set<String> keys(ComboConfig config) {
    return new Combo(config)
        .parameters().stream().map(Parameter::key).collect(Collectors.toCollection(HashSet::new));
  }

  private static long elements(ComboConfig config) {
    return new Combo(config).parameters().stream().mapToLong(Parameter::elements).sum();
  }
}
