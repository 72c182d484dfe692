// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * A small backbone for maskiges: a strided convolution, then depth-wise separable ones. A maskige
 * is flat and has sharp edges; it needs reach, not depth.
 */
final class SeparableBackbone implements Backbone {
  private static final int STEM = 16;

  private final String key;
  private final List<Integer> channels;

  SeparableBackbone(String key, List<Integer> channels) {
    this.key = key;
    this.channels = List.copyOf(channels);
  }

  @Override
  public List<Integer> channels() {
    return channels;
  }

  @Override
  public <T> List<T> features(Tensors<T> t, T picture) {
    T x = activate(t, Convolution.plain(key + ".stem", 3, STEM, 3, 2), picture);
    List<T> levels = new ArrayList<>();
    int in = STEM;
    for (int level = 0; level < channels.size(); level++) {
      int out = channels.get(level);
      x = separable(t, x, key + ".level" + level + ".0", in, out, 2);
      x = t.add(x, separable(t, x, key + ".level" + level + ".1", out, out, 1));
      levels.add(x);
      in = out;
    }
    return levels;
  }

  private static <T> T separable(Tensors<T> t, T x, String at, int in, int out, int stride) {
    T y = activate(t, Convolution.depthwise(at + ".depthwise", in, 3, stride), x);
    return activate(t, Convolution.plain(at + ".pointwise", in, out, 1, 1), y);
  }

  private static <T> T activate(Tensors<T> t, Convolution convolution, T x) {
    T y = convolution.apply(t, x);
    Normalisation norm = new Normalisation(convolution.key() + ".norm", convolution.out());
    return t.relu(norm.batch(t, y, Role.NORMALISATION, Role.STATISTIC));
  }
}
