// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The paper's adaptive inter-frame consistency loss (combo section 5): the mean of d·exp(−d), where
 * d is one minus the cosine between the mask logits of a frame and the next. Frames that differ
 * much are pulled together less.
 */
final class ConsistencyLoss {
  private static final double EPSILON = 1e-12;

  private ConsistencyLoss() {}

  /**
   * The loss of each prediction.
   *
   * @param maskLogits [predictions, frames, queries, h, w], the frames in clips one after another
   * @param window frames of a clip that are compared; divides the number of frames
   * @return [predictions]
   */
  static Tensor of(Tensor maskLogits, int window) {
    long predictions = maskLogits.size(0);
    long frames = maskLogits.size(1);
    if (window < 2 || frames % window != 0) {
      throw new IllegalArgumentException(
          frames
              + " frames cannot be cut into windows of "
              + window
              + " for the consistency loss.");
    }
    Tensor flat = maskLogits.reshape(predictions, frames / window, window, -1);
    Tensor here = flat.narrow(2, 0, window - 1);
    Tensor next = flat.narrow(2, 1, window - 1);
    Tensor squares = torch.add(torch.square(flat).sum(3), new Scalar(EPSILON));
    Tensor product = torch.mul(here, next).sum(3);
    Tensor norms =
        torch.sqrt(torch.mul(squares.narrow(2, 0, window - 1), squares.narrow(2, 1, window - 1)));
    Tensor distance = torch.rsub(torch.div(product, norms), new Scalar(1.0));
    return torch.mul(distance, torch.exp(torch.neg(distance))).mean(1, 2);
  }
}
