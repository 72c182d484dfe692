// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Multi-scale deformable attention (Zhu et al. 2021; combo section 4.5, step 3): every token looks
 * at a few points of every level, whose places and weights it chooses itself. Sampling is
 * grid_sample, which ONNX Runtime, TensorRT and libtorch all have.
 *
 * @param key of the module
 * @param size features of a token
 * @param heads divides size
 * @param points sampled per head and level
 * @param levels the maps, in the order of the tokens
 */
record DeformableAttention(String key, int size, int heads, int points, List<Level> levels) {

  /** Height and width of a map. */
  record Level(int height, int width) {
    int tokens() {
      return height * width;
    }
  }

  /**
   * Attends.
   *
   * @param query [N, tokens of all levels, size], with positions
   * @param value [N, tokens of all levels, size]
   * @return [N, tokens of all levels, size]
   */
  <T> T attend(Tensors<T> t, T query, T value) {
    long[] shape = t.shape(query);
    T projected = new LinearMap(key + ".value_proj", size, size).apply(t, value);
    T offsets = offsets(t, query);
    T weights = weights(t, query);
    T mixed = null;
    int from = 0;
    for (int l = 0; l < levels.size(); l++) {
      Level level = levels.get(l);
      T map = map(t, t.slice(projected, 1, from, from + level.tokens()), level);
      T samples = t.gridSample(map, grid(t, offsets, l));
      T weight = t.reshape(t.slice(weights, 2, l, l + 1L), shape[0] * heads, 1, shape[1], points);
      T sum = t.sum(t.multiply(samples, weight), -1);
      mixed = mixed == null ? sum : t.add(mixed, sum);
      from += level.tokens();
    }
    T tokens = t.transpose(t.reshape(mixed, shape[0], size, shape[1]), 0, 2, 1);
    return new LinearMap(key + ".output_proj", size, size).apply(t, tokens);
  }

  /** [N · heads, tokens, levels, points · 2], in cells of the sampled level. */
  private <T> T offsets(Tensors<T> t, T query) {
    LinearMap map =
        new LinearMap(key + ".sampling_offsets", size, heads * levels.size() * points * 2);
    T weight =
        t.parameter(
            new Parameter(
                key + ".sampling_offsets.weight",
                Role.WEIGHT,
                Initial.constant(0),
                map.out(),
                size));
    T bias =
        t.parameter(
            new Parameter(
                key + ".sampling_offsets.bias", Role.WEIGHT, (p, random) -> star(), map.out()));
    return perHead(t, t.linear(query, weight, bias), levels.size(), points * 2);
  }

  /** [N · heads, tokens, levels, points], each token's weights of a head sum to one. */
  private <T> T weights(Tensors<T> t, T query) {
    long[] shape = t.shape(query);
    int choices = levels.size() * points;
    T logits = new LinearMap(key + ".attention_weights", size, heads * choices).apply(t, query);
    T weights = t.softmax(t.reshape(logits, shape[0], shape[1], heads, choices), -1);
    return perHead(t, weights, levels.size(), points);
  }

  private <T> T perHead(Tensors<T> t, T x, int outer, int inner) {
    long[] shape = t.shape(x);
    T split = t.reshape(x, shape[0], shape[1], heads, (long) outer * inner);
    T ordered = t.transpose(split, 0, 2, 1, 3);
    return t.reshape(ordered, shape[0] * heads, shape[1], outer, inner);
  }

  /** [N · heads, size / heads, height, width]. */
  private <T> T map(Tensors<T> t, T tokens, Level level) {
    long[] shape = t.shape(tokens);
    T channels = t.transpose(tokens, 0, 2, 1);
    return t.reshape(channels, shape[0] * heads, size / heads, level.height(), level.width());
  }

  /** Where to sample one level, −1 to 1 from edge to edge: [N · heads, tokens, points, 2]. */
  private <T> T grid(Tensors<T> t, T offsets, int l) {
    Level level = levels.get(l);
    long[] shape = t.shape(offsets);
    T cells = t.reshape(t.slice(offsets, 2, l, l + 1L), shape[0], shape[1], points, 2);
    T step = t.constant(new float[] {2f / level.width(), 2f / level.height()}, 2);
    T centres = t.constant(centres(), 1, shape[1], 1, 2);
    return t.add(t.multiply(cells, step), centres);
  }

  /** The centre of each token's own cell, −1 to 1. */
  private float[] centres() {
    List<Float> places = new ArrayList<>();
    for (Level level : levels) {
      for (int row = 0; row < level.height(); row++) {
        for (int column = 0; column < level.width(); column++) {
          places.add((2 * column + 1f) / level.width() - 1);
          places.add((2 * row + 1f) / level.height() - 1);
        }
      }
    }
    float[] centres = new float[places.size()];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = places.get(i);
    }
    return centres;
  }

  /** First offsets: each head looks into its own direction, its points farther and farther. */
  private float[] star() {
    float[] star = new float[heads * levels.size() * points * 2];
    int at = 0;
    for (int head = 0; head < heads; head++) {
      double angle = 2 * Math.PI * head / heads;
      double reach = Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
      for (int i = 0; i < levels.size() * points; i++) {
        int distance = i % points + 1;
        star[at++] = (float) (Math.cos(angle) / reach * distance);
        star[at++] = (float) (Math.sin(angle) / reach * distance);
      }
    }
    return star;
  }
}
