// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.tensor.Tensors;

/**
 * What pretrained backbones recognise by themselves, told in the network's classes by one linear
 * map each: the kinds of objects in each query's mask, and the kinds of sounds. Both join the
 * query's classes as experts that are multiplied: a class counts as far as it is seen in the mask
 * and heard. A corpus of few objects and recordings cannot teach that again.
 *
 * <p>Pooling a frozen backbone over the masks of queries is FC-CLIP's (Yu et al., NeurIPS 2023).
 */
public final class Recognition {
  private static final double LEAST_SHARE = 1e-3;

  /** No expert may rule a class out: it may be mistaken. */
  private static final double LEAST_CHANCE = 0.01;

  private final ComboConfig config;

  Recognition(ComboConfig config) {
    this.config = config;
  }

  /** From the audio backbone's features to logits of the classes heard. */
  public static LinearMap heard(ComboConfig config) {
    int features = config.audioBackbone().features();
    return LinearMap.zero("recognition.heard", features, config.classes().size());
  }

  /** From kinds of objects at a place to logits of the class seen there. */
  public static LinearMap seen(ComboConfig config) {
    int kinds = config.imageBackbone().create("backbone").kinds();
    if (kinds == 0) {
      throw new IllegalArgumentException(
          config.imageBackbone() + " tells no kinds of objects: choose EFFICIENTNET_LITE0.");
    }
    return LinearMap.zero("recognition.seen", kinds, config.classes().size());
  }

  /**
   * What is recognised in frames; nothing where the configuration leaves it out.
   *
   * @param pictures the picture backbone's four levels
   * @param sound [N, T, features]; the frame's own token is the last
   * @return what adds it to the class logits of a prediction
   */
  <T> UnaryOperator<Prediction<T>> of(Tensors<T> t, List<T> pictures, T sound) {
    if (!config.recognition()) {
      return UnaryOperator.identity();
    }
    T seen = seen(t, pictures.get(pictures.size() - 1));
    T heard = chances(t, t.sigmoid(heard(config).apply(t, last(t, sound))));
    return prediction ->
        new Prediction<>(
            t.precise(() -> joined(t, prediction, seen, heard)), prediction.maskLogits());
  }

  private <T> T last(Tensors<T> t, T sound) {
    long tokens = t.shape(sound)[1];
    return t.slice(sound, 1, tokens - 1, tokens);
  }

  /** [N, classes, height, width] at stride 32. */
  private <T> T seen(Tensors<T> t, T coarsest) {
    LinearMap map = seen(config);
    long channels = t.shape(coarsest)[1];
    T kinds = t.slice(coarsest, 1, channels - map.in(), channels);
    long[] shape = t.shape(kinds);
    T logits = map.apply(t, Tokens.of(t, kinds));
    return t.named("recognition.seen", Tokens.toMap(t, logits, (int) shape[2], (int) shape[3]));
  }

  private <T> T joined(Tensors<T> t, Prediction<T> prediction, T seen, T heard) {
    T logits = prediction.classLogits();
    T inMask = t.softmax(pooled(t, prediction.maskLogits(), seen), -1);
    int classes = config.classes().size();
    T experts = t.slice(t.add(chances(t, inMask), heard), 2, 1, classes);
    T nothing = t.scale(t.slice(logits, 2, 0, 1), 0);
    return t.add(logits, t.concat(2, List.of(nothing, experts, nothing)));
  }

  /** The mean of logits over each query's mask, [N, queries, classes]. */
  private static <T> T pooled(Tensors<T> t, T masks, T seen) {
    long[] shape = t.shape(masks);
    T shares = t.sigmoid(t.reshape(masks, shape[0], shape[1], shape[2] * shape[3]));
    T tokens = Tokens.of(t, t.resizeBilinear(seen, (int) shape[2], (int) shape[3]));
    return t.divide(t.matmul(shares, tokens), t.shift(t.sum(shares, 2), LEAST_SHARE));
  }

  private static <T> T chances(Tensors<T> t, T probabilities) {
    return t.log(t.shift(probabilities, LEAST_CHANCE));
  }
}
