// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * Brightness by up to 32, contrast and saturation by 0.5 to 1.5, each for half of the frames, drawn
 * anew for every frame (combo section 3.4, without its hue shift), on the device.
 */
final class ColourJitter {
  private static final double BRIGHTNESS = 32;
  private static final double SPREAD = 0.5;

  private final TorchDevice device;

  ColourJitter(TorchDevice device) {
    this.device = device;
  }

  /**
   * Jitters.
   *
   * @param frames uint8 [N, height, width, 3]
   * @return the same type and shape
   */
  Tensor apply(Tensor frames) {
    long count = frames.size(0);
    Tensor x = frames.to(ScalarType.Float);
    x = torch.add(x, torch.mul(amount(count), new Scalar(BRIGHTNESS)));
    x = torch.mul(x, factor(count));
    Tensor grey = x.mean(new long[] {3}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    x = torch.add(grey, torch.mul(torch.sub(x, grey), factor(count)));
    return torch
        .clamp(x, new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(255.0)))
        .to(ScalarType.Byte);
  }

  /** −1 to 1 for half of the frames, else 0. */
  private Tensor amount(long count) {
    Tensor value =
        torch.sub(torch.mul(device.uniform(count, 1, 1, 1), new Scalar(2.0)), new Scalar(1.0));
    Tensor chosen = torch.lt(device.uniform(count, 1, 1, 1), new Scalar(0.5));
    return torch.mul(value, chosen.to(ScalarType.Float));
  }

  private Tensor factor(long count) {
    return torch.add(torch.mul(amount(count), new Scalar(SPREAD)), new Scalar(1.0));
  }
}
