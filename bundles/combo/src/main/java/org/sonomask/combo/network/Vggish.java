// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * VGGish (Hershey et al. 2017): a log-mel example of 0.96 s becomes a feature vector. The
 * flattening order (time, mel, channel) and the last ReLU are those of the TensorFlow weights.
 */
final class Vggish implements AudioBackbone {
  private static final String KEY = "audio_backbone.";
  private static final List<Integer> PLACES = List.of(0, 3, 6, 8, 11, 13);
  private static final List<Boolean> POOLED = List.of(true, true, false, true, false, true);

  private final VggishConfig config;
  private final Role role;

  Vggish(VggishConfig config) {
    this.config = config;
    this.role = config.frozen() ? Role.FROZEN : Role.WEIGHT;
  }

  @Override
  public <T> T embed(Tensors<T> t, T logMel) {
    T x = logMel;
    int in = 1;
    for (int i = 0; i < PLACES.size(); i++) {
      int out = config.widths().get(i);
      x = t.relu(convolve(t, x, KEY + "features." + PLACES.get(i), in, out));
      x = POOLED.get(i) ? t.maxPool(x, 2, 2, 0) : x;
      in = out;
    }
    return t.named("audio_backbone.out", connect(t, x, in));
  }

  private <T> T convolve(Tensors<T> t, T x, String key, int in, int out) {
    Convolution convolution = Convolution.plain(key, in, out, 3, 1).as(role);
    if (!config.normalised()) {
      return convolution.withBias().apply(t, x);
    }
    Role affine = config.frozen() ? Role.FROZEN : Role.NORMALISATION;
    Role statistics = config.frozen() ? Role.FROZEN : Role.STATISTIC;
    return new Normalisation(key + ".norm", out)
        .batch(t, convolution.apply(t, x), affine, statistics);
  }

  private <T> T connect(Tensors<T> t, T map, int channels) {
    long[] shape = t.shape(map);
    int in = Math.toIntExact(shape[2] * shape[3] * channels);
    T x = t.reshape(t.transpose(map, 0, 2, 3, 1), shape[0], in);
    for (int i = 0; i < config.embeddings().size(); i++) {
      int out = config.embeddings().get(i);
      x = t.relu(new LinearMap(KEY + "embeddings." + 2 * i, in, out, role).apply(t, x));
      in = out;
    }
    return x;
  }
}
