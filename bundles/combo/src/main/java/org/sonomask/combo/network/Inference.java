// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

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
    T probabilities = t.slice(t.softmax(prediction.classLogits(), -1), 2, 0, classes);
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

  private static <T> T shareOfAll(Tensors<T> t, T scores) {
    return t.divide(t.max(scores, 1), t.shift(t.sum(scores, 1), LEAST_SUM));
  }
}
