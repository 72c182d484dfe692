// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Masks at points instead of pixels (PointRend, Kirillov et al. 2020). */
final class PointSampling {
  private PointSampling() {}

  /**
   * Bilinear samples, zero outside.
   *
   * @param maps [N, C, h, w]
   * @param points [N, P, 2] in the unit square
   * @return [N, C, P]
   */
  static Tensor sample(Tensor maps, Tensor points) {
    Tensor grid = torch.sub(torch.mul(points, new Scalar(2.0)), new Scalar(1.0)).unsqueeze(1);
    return torch.grid_sampler(maps, grid, 0, 0, false).squeeze(2);
  }

  /**
   * The candidates at which a mask is least sure (logit nearest 0), and the random points.
   *
   * @param maskLogits [M, 1, h, w]
   * @param candidates [M, C, 2]
   * @param random [M, R, 2]
   * @param uncertain how many candidates to take
   * @return [M, uncertain + R, 2]
   */
  static Tensor uncertain(Tensor maskLogits, Tensor candidates, Tensor random, long uncertain) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor doubt = torch.neg(torch.abs(sample(maskLogits, candidates).squeeze(1)));
      Tensor best = torch.topk(doubt, uncertain, 1, true, true).get1();
      Tensor index = best.unsqueeze(-1).expand(best.size(0), best.size(1), 2);
      Tensor taken = torch.gather(candidates, 1, index);
      return torch.cat(new TensorVector(taken, random), 1);
    }
  }
}
