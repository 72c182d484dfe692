// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.tensor.DeformableSampling;
import org.sonomask.combo.tensor.DeformableSampling.Level;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Multi-scale deformable attention (Zhu et al. 2021; combo section 4.5, step 3): every token looks
 * at a few points of every level, whose places and weights it chooses itself.
 *
 * @param key of the module
 * @param size features of a token
 * @param heads divides size
 * @param points sampled per head and level
 * @param levels the maps, in the order of the tokens
 */
record DeformableAttention(String key, int size, int heads, int points, List<Level> levels) {

  /**
   * Attends.
   *
   * @param query [N, tokens of all levels, size], with positions
   * @param value [N, tokens of all levels, size]
   * @return [N, tokens of all levels, size]
   */
  <T> T attend(Tensors<T> t, T query, T value) {
    T projected = new LinearMap(key + ".value_proj", size, size).apply(t, value);
    LinearMap weights = new LinearMap(key + ".attention_weights", size, heads * choices());
    List<T> chosen =
        t.linears(
            query,
            List.of(offsetWeight(t), t.parameter(weights.weight())),
            List.of(offsetBias(t), t.parameter(weights.bias())));
    T mixed = t.deformableSampling(sampling(), projected, chosen.get(0), chosen.get(1));
    return new LinearMap(key + ".output_proj", size, size).apply(t, mixed);
  }

  private DeformableSampling sampling() {
    return new DeformableSampling(heads, points, levels);
  }

  /** Of offsets, [heads · levels · points · 2, size]. */
  private <T> T offsetWeight(Tensors<T> t) {
    String name = key + ".sampling_offsets.weight";
    int out = 2 * heads * choices();
    return t.parameter(new Parameter(name, Role.WEIGHT, Initial.constant(0), out, size));
  }

  private <T> T offsetBias(Tensors<T> t) {
    String name = key + ".sampling_offsets.bias";
    int out = 2 * heads * choices();
    return t.parameter(new Parameter(name, Role.WEIGHT, (p, random) -> star(), out));
  }

  private int choices() {
    return sampling().samples();
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
