// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * YAMNet (Google, 2019): MobileNet on log-mel examples, trained to tell AudioSet's 521 kinds of
 * sounds. Its examples are COMBO's own but for the offset under the logarithm. Its statistics stay,
 * the affine part is trained.
 *
 * <p>A projection makes COMBO's audio feature of its features.
 */
final class Yamnet implements AudioBackbone {
  private static final String KEY = "audio_backbone.";
  private static final double EPSILON = 1e-4;
  private static final double OFFSET_HERE = 0.01;
  private static final double OFFSET_THERE = 0.001;
  private static final double LOUDEST = 1e4;
  private static final int STEM = 32;
  private static final List<Integer> WIDTHS =
      List.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024);
  private static final List<Integer> STRIDES = List.of(1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1);

  private final int features;

  Yamnet(int features) {
    this.features = features;
  }

  @Override
  public <T> T embed(Tensors<T> t, T logMel) {
    T x = t.precise(() -> reference(t, logMel));
    x = convolve(t, x, Convolution.plain(KEY + "stem", 1, STEM, 3, 2));
    x = normalise(t, x, KEY + "stem_norm", STEM);
    int in = STEM;
    for (int block = 0; block < WIDTHS.size(); block++) {
      String at = KEY + "blocks." + block;
      int out = WIDTHS.get(block);
      x = convolve(t, x, Convolution.depthwise(at + ".depthwise", in, 3, STRIDES.get(block)));
      x = normalise(t, x, at + ".depthwise_norm", in);
      x = convolve(t, x, Convolution.plain(at + ".pointwise", in, out, 1, 1));
      x = normalise(t, x, at + ".pointwise_norm", out);
      in = out;
    }
    T pooled = t.reshape(t.mean(x, 2, 3), t.shape(x)[0], in);
    T even = new Normalisation(KEY + "norm", in).layer(t, t.named("audio_backbone.pooled", pooled));
    T feature = new LinearMap(KEY + "projection", in, features).apply(t, even);
    return t.named("audio_backbone.out", t.relu(feature));
  }

  /** Its own log-mel example; the difference of offsets is lost in half precision. */
  private static <T> T reference(Tensors<T> t, T logMel) {
    T magnitude = t.clamp(t.shift(t.exp(logMel), -OFFSET_HERE), 0, LOUDEST);
    return t.log(t.shift(magnitude, OFFSET_THERE));
  }

  /** Where the stride is 2, zeros come after the last row and column only, as TensorFlow pads. */
  private static <T> T convolve(Tensors<T> t, T x, Convolution convolution) {
    if (convolution.stride() == 1) {
      return convolution.apply(t, x);
    }
    return convolution.unpadded().apply(t, t.pad(x, 0, 1));
  }

  private static <T> T normalise(Tensors<T> t, T x, String at, int size) {
    Normalisation norm = new Normalisation(at, size, EPSILON);
    return t.relu(norm.batch(t, x, Role.NORMALISATION, Role.FROZEN));
  }
}
