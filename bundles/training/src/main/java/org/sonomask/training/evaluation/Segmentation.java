// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import org.sonomask.training.data.Sample;

/** Anything that says where a clip sounds. */
@FunctionalInterface
public interface Segmentation {

  /**
   * How likely each pixel sounds.
   *
   * @return [frames][height · width], above 0.5 where the mask is
   */
  float[][] sounding(Sample sample);
}
