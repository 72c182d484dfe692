// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * Silences a stretch of bands and a stretch of columns of each example (SpecAugment, Park et al.
 * 2019), so that a network cannot know a recording by one detail. The frames of a batch are drawn
 * independently.
 */
final class SpectrumJitter {
  private static final double SILENCE = Math.log(0.01);
  private static final int WIDEST_BANDS = 12;
  private static final int WIDEST_COLUMNS = 24;

  private final TorchDevice device;

  SpectrumJitter(TorchDevice device) {
    this.device = device;
  }

  /**
   * Jitters.
   *
   * @param logMel [N, 1, 96, 64]
   * @return the same shape
   */
  Tensor apply(Tensor logMel) {
    long count = logMel.size(0);
    Tensor columns = stretch(count, logMel.size(2), WIDEST_COLUMNS).view(count, 1, -1, 1);
    Tensor bands = stretch(count, logMel.size(3), WIDEST_BANDS).view(count, 1, 1, -1);
    Tensor silent = torch.add(columns, bands);
    Tensor kept = torch.eq(silent, new Scalar(0.0));
    return torch.where(kept, logMel, new Scalar(SILENCE));
  }

  /** 1 in a stretch of up to {@code widest} places at random, else 0: [count, size]. */
  private Tensor stretch(long count, long size, int widest) {
    Tensor width = torch.mul(device.uniform(count, 1), new Scalar((double) widest));
    Tensor start = torch.mul(device.uniform(count, 1), new Scalar((double) (size - widest)));
    Tensor place = torch.arange(new Scalar((double) size), device.options(ScalarType.Float));
    Tensor after = torch.ge(place, start);
    Tensor before = torch.lt(place, torch.add(start, width));
    return torch.logical_and(after, before).to(ScalarType.Float);
  }
}
