// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.DeformableSampling.Level;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * The pixel decoder (combo section 4.5): deformable attention over strides 32, 16 and 8, and mask
 * features at stride 4.
 */
final class PixelDecoder {
  private static final String KEY = "sem_seg_head.pixel_decoder.";
  private static final int SCALES = 3;

  private final ComboConfig config;
  private final List<Integer> channels;

  PixelDecoder(ComboConfig config, List<Integer> channels) {
    this.config = config;
    this.channels = channels;
  }

  /**
   * What comes out.
   *
   * @param maskFeatures E, tokens of the map at stride 4, [N, height / 4 · width / 4, hidden]
   * @param maskLevel size of that map
   * @param scales S₀ to S₂ at strides 32, 16 and 8, [N, hidden, height, width]
   */
  record Pixels<T>(T maskFeatures, Level maskLevel, List<T> scales) {}

  /**
   * Decodes.
   *
   * @param encoded four maps at strides 4, 8, 16 and 32
   */
  <T> Pixels<T> decode(Tensors<T> t, List<T> encoded) {
    List<Level> levels = new ArrayList<>();
    List<T> tokens = new ArrayList<>();
    List<T> positions = new ArrayList<>();
    T embedding = levelEmbedding(t);
    for (int scale = 0; scale < SCALES; scale++) {
      T map = project(t, encoded.get(SCALES - scale), scale);
      Level level = level(t, map);
      levels.add(level);
      tokens.add(Tokens.of(t, map));
      positions.add(t.add(position(t, level), t.slice(embedding, 0, scale, scale + 1L)));
    }
    T encodedTokens = encode(t, t.concat(1, tokens), t.concat(0, positions), levels);
    List<T> scales = split(t, encodedTokens, levels);
    Level level = level(t, encoded.get(0));
    T features = maskFeatures(t, encoded.get(0), scales.get(SCALES - 1), level);
    t.named(
        "pixel_decoder.mask_features", Tokens.toMap(t, features, level.height(), level.width()));
    return new Pixels<>(features, level, scales);
  }

  private <T> T project(Tensors<T> t, T map, int scale) {
    String key = KEY + "input_proj." + scale;
    int in = channels.get(SCALES - scale);
    T projected = Convolution.plain(key + ".0", in, config.hidden(), 1, 1).withBias().apply(t, map);
    return normalise(t, projected, key + ".1");
  }

  private <T> T levelEmbedding(Tensors<T> t) {
    return t.parameter(
        new Parameter(
            KEY + "transformer.level_embed",
            Role.WEIGHT,
            Initial.normal(1),
            SCALES,
            config.hidden()));
  }

  private <T> T position(Tensors<T> t, Level level) {
    return SinePosition.of(t, level.height(), level.width(), config.hidden());
  }

  private <T> T encode(Tensors<T> t, T tokens, T positions, List<Level> levels) {
    T x = tokens;
    for (int layer = 0; layer < config.encoderLayers(); layer++) {
      String key = KEY + "transformer.encoder.layers." + layer;
      T before = x;
      T after = t.part(() -> layer(t, before, positions, levels, key));
      x = t.named("pixel_decoder.encoder" + layer, after);
    }
    return x;
  }

  private <T> T layer(Tensors<T> t, T x, T positions, List<Level> levels, String key) {
    DeformableAttention attention =
        new DeformableAttention(
            key + ".self_attn", config.hidden(), config.heads(), config.points(), levels);
    T attended = attention.attend(t, t.add(x, positions), x);
    T y = new Normalisation(key + ".norm1", config.hidden()).layer(t, t.add(x, attended));
    return feedForward(t, y, key);
  }

  private <T> T feedForward(Tensors<T> t, T x, String key) {
    int wide = config.encoderFeedForward();
    T hidden = t.relu(new LinearMap(key + ".linear1", config.hidden(), wide).apply(t, x));
    T out = new LinearMap(key + ".linear2", wide, config.hidden()).apply(t, hidden);
    return new Normalisation(key + ".norm2", config.hidden()).layer(t, t.add(x, out));
  }

  private static <T> List<T> split(Tensors<T> t, T tokens, List<Level> levels) {
    List<T> scales = new ArrayList<>();
    int from = 0;
    for (Level level : levels) {
      T part = t.slice(tokens, 1, from, from + level.tokens());
      T map = Tokens.toMap(t, part, level.height(), level.width());
      scales.add(t.named("pixel_decoder.multi_scale" + scales.size(), map));
      from += level.tokens();
    }
    return scales;
  }

  private <T> T maskFeatures(Tensors<T> t, T finest, T scale, Level level) {
    int hidden = config.hidden();
    T lateral =
        Convolution.plain(KEY + "adapter_1", channels.get(0), hidden, 1, 1).apply(t, finest);
    T coarse = t.resizeBilinear(scale, level.height(), level.width());
    T sum = t.add(normalise(t, lateral, KEY + "adapter_1.norm"), coarse);
    T smooth = t.relu(normalise(t, smooth(t, sum), KEY + "layer_1.norm"));
    Convolution last = Convolution.plain(KEY + "mask_features", hidden, hidden, 1, 1).withBias();
    return t.pixelsToTokens(
        smooth, t.parameter(last.weightParameter()), t.parameter(last.biasParameter()));
  }

  /** The official network has a full 3×3 convolution here; a light one splits it. */
  private <T> T smooth(Tensors<T> t, T map) {
    int hidden = config.hidden();
    if (!config.separable()) {
      return Convolution.plain(KEY + "layer_1", hidden, hidden, 3, 1).apply(t, map);
    }
    T spread = Convolution.depthwise(KEY + "layer_1.depthwise", hidden, 3, 1).apply(t, map);
    return Convolution.plain(KEY + "layer_1", hidden, hidden, 1, 1).apply(t, spread);
  }

  private <T> T normalise(Tensors<T> t, T map, String key) {
    return new Normalisation(key, config.hidden()).group(t, map, config.groups());
  }

  private static <T> Level level(Tensors<T> t, T map) {
    long[] shape = t.shape(map);
    return new Level((int) shape[2], (int) shape[3]);
  }
}
