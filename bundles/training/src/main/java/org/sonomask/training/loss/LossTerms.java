// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The unweighted losses of one batch. Index 0 of the first three is the network's last prediction,
 * index i + 1 is prediction i.
 *
 * @param classes cross entropy of each prediction, [predictions]
 * @param masks binary cross entropy on points of each prediction, [predictions]
 * @param dice dice loss on points of each prediction, [predictions]
 * @param consistency L_ada of each prediction but the last, [predictions − 1]
 */
public record LossTerms(Tensor classes, Tensor masks, Tensor dice, Tensor consistency) {

  /** The weighted sum that is minimised, a scalar. */
  public Tensor total(LossSettings settings) {
    Tensor total = torch.mul(classes.sum(), new Scalar(settings.classWeight()));
    total.add_(torch.mul(masks.sum(), new Scalar(settings.maskWeight())));
    total.add_(torch.mul(dice.sum(), new Scalar(settings.diceWeight())));
    return total.add_(torch.mul(consistency.sum(), new Scalar(settings.consistencyWeight())));
  }
}
