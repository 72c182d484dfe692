// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * Where masks are sampled. The losses ask in the official order: for each prediction, the last one
 * first, one row of points for each labelled frame, then the candidates of all masks, then their
 * random points.
 */
@FunctionalInterface
public interface RandomPoints {

  /**
   * Points in the unit square.
   *
   * @return float32 [rows, points, 2], (x, y), uniform in [0, 1)
   */
  Tensor draw(long rows, long points);
}
