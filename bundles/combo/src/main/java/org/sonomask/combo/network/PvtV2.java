// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Tensors;

/**
 * Pyramid vision transformer v2 (Wang et al. 2022): four stages of attention whose keys and values
 * are reduced by a strided convolution. Keys as in the public checkpoints.
 */
final class PvtV2 implements Backbone {
  private static final List<Integer> HEADS = List.of(1, 2, 5, 8);
  private static final List<Integer> REDUCTION = List.of(8, 4, 2, 1);
  private static final double BLOCK_EPSILON = 1e-6;

  private final String key;
  private final List<Integer> widths;
  private final List<Integer> depths;
  private final List<Integer> expansion;

  PvtV2(String key, List<Integer> widths, List<Integer> depths, int fineExpansion) {
    this.key = key;
    this.widths = widths;
    this.depths = depths;
    this.expansion = List.of(fineExpansion, fineExpansion, 4, 4);
  }

  @Override
  public List<Integer> channels() {
    return widths;
  }

  @Override
  public boolean twins() {
    return true;
  }

  @Override
  public <T> List<T> features(Tensors<T> t, T picture) {
    List<T> levels = new ArrayList<>();
    T x = picture;
    int in = 3;
    for (int stage = 0; stage < widths.size(); stage++) {
      x = new Stage(stage, in).features(t, x);
      levels.add(x);
      in = widths.get(stage);
    }
    return levels;
  }

  /** One of the four resolutions. */
  private final class Stage {
    private final int number;
    private final int in;
    private final int width;
    private final int reduction;

    Stage(int number, int in) {
      this.number = number;
      this.in = in;
      this.width = widths.get(number);
      this.reduction = REDUCTION.get(number);
    }

    <T> T features(Tensors<T> t, T picture) {
      String embed = key + ".patch_embed" + (number + 1);
      Convolution patches =
          Convolution.plain(embed + ".proj", in, width, number == 0 ? 7 : 3, number == 0 ? 4 : 2);
      T map = patches.withBias().apply(t, picture);
      long[] size = t.shape(map);
      T x = new Normalisation(embed + ".norm", width).layer(t, Tokens.of(t, map));
      for (int block = 0; block < depths.get(number); block++) {
        String at = key + ".block" + (number + 1) + "." + block;
        T before = x;
        x = t.part(() -> block(t, before, size, at));
      }
      T y = new Normalisation(key + ".norm" + (number + 1), width, BLOCK_EPSILON).layer(t, x);
      return Tokens.toMap(t, y, size[2], size[3]);
    }

    private <T> T block(Tensors<T> t, T x, long[] size, String at) {
      T attended =
          attention(
              t,
              new Normalisation(at + ".norm1", width, BLOCK_EPSILON).layer(t, x),
              size,
              at + ".attn");
      T y = t.add(x, attended);
      T mixed =
          mlp(
              t,
              new Normalisation(at + ".norm2", width, BLOCK_EPSILON).layer(t, y),
              size,
              at + ".mlp");
      return t.add(y, mixed);
    }

    private <T> T attention(Tensors<T> t, T x, long[] size, String at) {
      T source = reduction > 1 ? reduce(t, x, size, at) : x;
      T q = new LinearMap(at + ".q", width, width).apply(t, x);
      T kv = new LinearMap(at + ".kv", width, 2 * width).apply(t, source);
      T mixed = t.attention(q, kv, HEADS.get(number));
      return new LinearMap(at + ".proj", width, width).apply(t, mixed);
    }

    private <T> T reduce(Tensors<T> t, T x, long[] size, String at) {
      Convolution strided =
          Convolution.plain(at + ".sr", width, width, reduction, reduction).unpadded().withBias();
      T reduced =
          t.squaresToTokens(
              x,
              size[2],
              size[3],
              t.parameter(strided.weightParameter()),
              t.parameter(strided.biasParameter()));
      return new Normalisation(at + ".norm", width).layer(t, reduced);
    }

    private <T> T mlp(Tensors<T> t, T x, long[] size, String at) {
      int hidden = width * expansion.get(number);
      T wide = new LinearMap(at + ".fc1", width, hidden).apply(t, x);
      Convolution depthwise = Convolution.depthwise(at + ".dwconv.dwconv", hidden, 3, 1).withBias();
      T mixed =
          t.depthwiseGelu(
              wide,
              size[2],
              size[3],
              t.parameter(depthwise.weightParameter()),
              t.parameter(depthwise.biasParameter()));
      return new LinearMap(at + ".fc2", hidden, width).apply(t, mixed);
    }
  }
}
