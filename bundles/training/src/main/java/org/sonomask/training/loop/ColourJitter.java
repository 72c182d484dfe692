// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * Brightness by up to 32, contrast and saturation by 0.5 to 1.5, hue by up to 36 degrees, each for
 * half of the frames, drawn anew for every frame (combo section 3.4, the hue turned about the grey
 * axis), on the device. Beyond that some frames are grey, so that shape counts too.
 */
final class ColourJitter {
  private static final double BRIGHTNESS = 32;
  private static final double SPREAD = 0.5;
  private static final double HUE = Math.PI / 5;
  private static final double GREY = 0.1;

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
    x = torch.add(grey, torch.mul(turned(torch.sub(x, grey)), saturation(count)));
    return torch
        .clamp(x, new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(255.0)))
        .to(ScalarType.Byte);
  }

  /** Turns colours without their grey part about the grey axis. */
  private Tensor turned(Tensor colour) {
    Tensor angle = torch.mul(amount(colour.size(0)), new Scalar(HUE));
    Tensor before = torch.roll(colour, new long[] {1}, 3);
    Tensor after = torch.roll(colour, new long[] {-1}, 3);
    Tensor across = torch.mul(torch.sub(before, after), new Scalar(1 / Math.sqrt(3)));
    return torch.add(torch.mul(colour, torch.cos(angle)), torch.mul(across, torch.sin(angle)));
  }

  private Tensor saturation(long count) {
    Tensor coloured = torch.ge(device.uniform(count, 1, 1, 1), new Scalar(GREY));
    return torch.mul(factor(count), coloured.to(ScalarType.Float));
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
