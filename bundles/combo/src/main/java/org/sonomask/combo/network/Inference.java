// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.tensor.Tensors;

/** From the last prediction to scores, labels and confidence (combo section 4.9). */
public final class Inference {
  private static final double LEAST_SUM = 1e-6;

  private Inference() {}

  /**
   * Scores of all classes at each pixel: masks are enlarged, then squashed, then weighted with the
   * queries' class probabilities; "no object" is left out.
   *
   * @return S, [N, classes, height, width]
   */
  public static <T> T scores(Tensors<T> t, Prediction<T> prediction, int height, int width) {
    long[] shape = t.shape(prediction.classLogits());
    long classes = shape[2] - 1;
    T probabilities =
        t.slice(t.precise(() -> t.softmax(prediction.classLogits(), -1)), 2, 0, classes);
    T large = t.sigmoid(t.resizeBilinear(prediction.maskLogits(), height, width));
    T masks = t.reshape(large, shape[0], shape[1], (long) height * width);
    T scores = t.matmul(t.transpose(probabilities, 0, 2, 1), masks);
    return t.named("final.sem_seg", t.reshape(scores, shape[0], classes, height, width));
  }

  /** The class with the highest score; the lower of two equal ones. uint8 [N, height, width]. */
  public static <T> T labels(Tensors<T> t, T scores) {
    return t.toByte(t.named("final.argmax", t.argMax(scores, 1)));
  }

  /**
   * How sure the label is, 255 is certain. With two classes it is the official probability, the
   * softmax of both scores, that M_F is measured with; with more it is the highest score's share of
   * the sum of all.
   *
   * @return uint8 [N, height, width]
   */
  public static <T> T confidence(Tensors<T> t, T scores) {
    long[] shape = t.shape(scores);
    T share = shape[1] == 2 ? t.max(t.softmax(scores, 1), 1) : shareOfAll(t, scores);
    T bytes = t.clamp(t.shift(t.scale(share, 255), 0.5), 0, 255);
    return t.toByte(t.reshape(bytes, shape[0], shape[2], shape[3]));
  }

  /**
   * How likely each pixel sounds.
   *
   * @param threshold share of the scores from which on a pixel sounds, between 0 and 1; of {@link
   *     Decision#SOUNDING_SHARE} only. Shares are stretched on both sides so that it comes to a
   *     half
   * @return [N, 1, height, width], above 0.5 where the mask is
   */
  public static <T> T sounding(Tensors<T> t, T scores, Decision decision, double threshold) {
    T background = t.slice(scores, 1, 0, 1);
    T sounds = t.slice(scores, 1, 1, t.shape(scores)[1]);
    if (decision == Decision.BEST_SCORE) {
      return t.sigmoid(t.subtract(t.max(sounds, 1), background));
    }
    T sum = t.sum(sounds, 1);
    T share = t.divide(sum, t.shift(t.add(sum, background), LEAST_SUM));
    T below = t.clamp(t.scale(share, 0.5 / threshold), 0, 0.5);
    double rest = 1 - threshold;
    return t.add(below, t.clamp(t.scale(t.shift(share, -threshold), 0.5 / rest), 0, 0.5));
  }

  /**
   * The best of the sounding classes where {@code sounding} is above 0.5, else the background.
   * uint8 [N, height, width].
   */
  public static <T> T labels(Tensors<T> t, T scores, T sounding) {
    long[] shape = t.shape(scores);
    T best = t.argMax(t.slice(scores, 1, 1, shape[1]), 1);
    T chance = t.reshape(sounding, shape[0], shape[2], shape[3]);
    T sounds = t.less(t.constant(new float[] {0.5f}, 1), chance);
    T label = t.multiply(t.shift(t.toFloat(best), 1), t.toFloat(sounds));
    return t.toByte(t.named("final.argmax", label));
  }

  /** How sure a label is that follows from {@code sounding}: 255 is certain, 128 a toss. */
  public static <T> T certainty(Tensors<T> t, T scores, T sounding) {
    long[] shape = t.shape(scores);
    T not = t.shift(t.scale(sounding, -1), 1);
    T sure = t.max(t.concat(1, List.of(sounding, not)), 1);
    T bytes = t.clamp(t.shift(t.scale(sure, 255), 0.5), 0, 255);
    return t.toByte(t.reshape(bytes, shape[0], shape[2], shape[3]));
  }

  /**
   * How far the score of the second of two classes is above the first's. It is all that labels and
   * confidence depend on, so that two maps of scores need not be computed.
   *
   * @return S₁ − S₀, [N, height, width]
   */
  public static <T> T lead(Tensors<T> t, Prediction<T> prediction, int height, int width) {
    T leads =
        t.precise(
            () -> {
              T chances = t.softmax(prediction.classLogits(), -1);
              return t.subtract(t.slice(chances, 2, 1, 2), t.slice(chances, 2, 0, 1));
            });
    return t.enlargedSum(prediction.maskLogits(), leads, height, width);
  }

  /** Labels of two classes: 1 where {@link #lead} is above 0. uint8 [N, height, width]. */
  public static <T> T labelsOfTwo(Tensors<T> t, T lead) {
    return t.precise(() -> t.toByte(t.less(t.constant(new float[] {0}, 1), lead)));
  }

  /** As {@link #confidence}, the softmax of two scores, which {@link #lead} says. */
  public static <T> T confidenceOfTwo(Tensors<T> t, T lead) {
    return t.precise(
        () -> {
          T distance = t.add(t.relu(lead), t.relu(t.scale(lead, -1)));
          return t.toByte(t.clamp(t.shift(t.scale(t.sigmoid(distance), 255), 0.5), 0, 255));
        });
  }

  private static <T> T shareOfAll(Tensors<T> t, T scores) {
    return t.divide(t.max(scores, 1), t.shift(t.sum(scores, 1), LEAST_SUM));
  }
}
