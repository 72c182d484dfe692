// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * The convolutional network of Ma and Lerch (ISMIR 2022), trained on libraries of sound effects:
 * four blocks of two 3×3 convolutions, then the mean over frequency and the maximum over time. It
 * has seen recordings of far more things than a corpus of scenes can hold. Keys as in the published
 * checkpoint; its statistics stay, the affine part is trained.
 *
 * <p>A projection makes COMBO's audio feature of its features.
 */
final class SoundEffectCnn implements AudioBackbone {
  private static final String KEY = "audio_backbone.";

  private final SoundEffectConfig config;

  SoundEffectCnn(SoundEffectConfig config) {
    this.config = config;
  }

  @Override
  public <T> T embed(Tensors<T> t, T logMel) {
    T x = SoundEffectSpectrum.of(t, logMel);
    int in = 1;
    for (int block = 0; block < config.widths().size(); block++) {
      int out = config.widths().get(block);
      String at = KEY + "conv_block" + (block + 1) + ".";
      x = convolve(t, x, at, 1, in, out);
      x = convolve(t, x, at, 2, out, out);
      x = block < config.widths().size() - 1 ? t.maxPool(x, 2, 2, 0) : x;
      in = out;
    }
    T pooled = t.max(t.mean(x, 3), 2);
    T heard = t.named("audio_backbone.pooled", t.reshape(pooled, t.shape(x)[0], in));
    T even = new Normalisation(KEY + "norm", in).layer(t, heard);
    T feature = new LinearMap(KEY + "projection", in, config.features()).apply(t, even);
    return t.named("audio_backbone.out", t.relu(feature));
  }

  private static <T> T convolve(Tensors<T> t, T x, String at, int number, int in, int out) {
    T y = Convolution.plain(at + "conv" + number, in, out, 3, 1).apply(t, x);
    Normalisation norm = new Normalisation(at + "bn" + number, out);
    return t.relu(norm.batch(t, y, Role.NORMALISATION, Role.FROZEN));
  }
}
