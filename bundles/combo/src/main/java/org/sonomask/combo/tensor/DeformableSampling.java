// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.List;

/**
 * The sampling of multi-scale deformable attention (Zhu et al. 2021; combo section 4.5, step 3)
 * where every token of every level asks: each head of a token samples a few points of every level,
 * around the centre of the token's own cell, and mixes them.
 *
 * @param heads into which features are divided
 * @param points sampled per head and level
 * @param levels the maps, in the order of the tokens
 */
public record DeformableSampling(int heads, int points, List<Level> levels) {

  public DeformableSampling {
    levels = List.copyOf(levels);
  }

  /** Height and width of a map. */
  public record Level(int height, int width) {

    /** How many cells it has. */
    public int tokens() {
      return height * width;
    }
  }

  /** Samples of a head: points of all levels. */
  public int samples() {
    return levels.size() * points;
  }

  /** (x, y) of the centre of each token's own cell, −1 to 1 from edge to edge. */
  public float[] centres() {
    float[] centres = new float[2 * levels.stream().mapToInt(Level::tokens).sum()];
    int at = 0;
    for (Level level : levels) {
      for (int row = 0; row < level.height(); row++) {
        for (int column = 0; column < level.width(); column++) {
          centres[at++] = (2 * column + 1f) / level.width() - 1;
          centres[at++] = (2 * row + 1f) / level.height() - 1;
        }
      }
    }
    return centres;
  }

  /**
   * Samples by {@link Tensors#gridSample}, which every interpreter has, one level after the other.
   *
   * @see Tensors#deformableSampling
   */
  <T> T byGridSample(Tensors<T> t, T value, T offsets, T weights) {
    long[] shape = t.shape(value);
    T placed = perHead(t, offsets, 2 * points);
    T weighted = perHead(t, weights, points);
    T mixed = null;
    int from = 0;
    for (int l = 0; l < levels.size(); l++) {
      Level level = levels.get(l);
      T map = map(t, t.slice(value, 1, from, from + level.tokens()), level);
      T samples = t.gridSample(map, grid(t, placed, l));
      T weight = t.reshape(t.slice(weighted, 2, l, l + 1L), shape[0] * heads, 1, shape[1], points);
      T sum = t.sum(t.multiply(samples, weight), -1);
      mixed = mixed == null ? sum : t.add(mixed, sum);
      from += level.tokens();
    }
    return t.transpose(t.reshape(mixed, shape[0], shape[2], shape[1]), 0, 2, 1);
  }

  /** [N · heads, tokens, levels, inner]. */
  private <T> T perHead(Tensors<T> t, T x, int inner) {
    long[] shape = t.shape(x);
    T split = t.reshape(x, shape[0], shape[1], heads, (long) levels.size() * inner);
    T ordered = t.transpose(split, 0, 2, 1, 3);
    return t.reshape(ordered, shape[0] * heads, shape[1], levels.size(), inner);
  }

  /** [N · heads, features / heads, height, width]. */
  private <T> T map(Tensors<T> t, T tokens, Level level) {
    long[] shape = t.shape(tokens);
    T channels = t.transpose(tokens, 0, 2, 1);
    return t.reshape(channels, shape[0] * heads, shape[2] / heads, level.height(), level.width());
  }

  /** Where to sample one level, −1 to 1 from edge to edge: [N · heads, tokens, points, 2]. */
  private <T> T grid(Tensors<T> t, T offsets, int l) {
    Level level = levels.get(l);
    long[] shape = t.shape(offsets);
    T cells = t.reshape(t.slice(offsets, 2, l, l + 1L), shape[0], shape[1], points, 2);
    T step = t.constant(new float[] {2f / level.width(), 2f / level.height()}, 2);
    return t.add(t.multiply(cells, step), t.constant(centres(), 1, shape[1], 1, 2));
  }
}
