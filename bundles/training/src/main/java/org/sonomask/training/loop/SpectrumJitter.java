// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * Colours each example's spectrum, moves it up or down by some bands, makes it louder or fainter,
 * lets another example of the batch be heard faintly, cuts high bands off, and silences a stretch
 * of bands and a stretch of columns (SpecAugment, Park et al. 2019), so that a network cannot know
 * a recording by one detail. The frames of a batch are drawn independently.
 */
final class SpectrumJitter {
  private static final double OFFSET = 0.01;
  private static final double SILENCE = Math.log(OFFSET);
  private static final double LOUDEST = 1.2;
  private static final double LEVEL = 1.2;
  private static final double BED = 0.12;
  private static final double BAND_LIMITED = 0.15;
  private static final int LOWEST_LIMIT = 36;
  private static final int CURVES = 6;
  private static final double FARTHEST_BANDS = 2.5;
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
    Tensor above = limited(count, logMel.size(3)).view(count, 1, 1, -1);
    Tensor silent = torch.add(torch.add(columns, bands), above);
    Tensor kept = torch.eq(silent, new Scalar(0.0));
    return torch.where(kept, coloured(moved(logMel)), new Scalar(SILENCE));
  }

  /** As another microphone would give it beside another source: louder, fainter, coloured. */
  private Tensor coloured(Tensor logMel) {
    long count = logMel.size(0);
    int bands = (int) logMel.size(3);
    float[] cosines = new float[CURVES * bands];
    for (int i = 0; i < cosines.length; i++) {
      int curve = i / bands;
      double phase = Math.PI * curve * (i % bands + 0.5) / bands;
      cosines[i] = (float) (LOUDEST / (1 + curve) * Math.cos(phase));
    }
    Tensor gains = torch.matmul(spread(count, CURVES), device.floats(cosines, CURVES, bands));
    Tensor level = torch.sub(torch.exp(logMel), new Scalar(OFFSET));
    Tensor others = level.index_select(0, torch.randperm(count, device.options(ScalarType.Long)));
    Tensor share = torch.mul(torch.square(device.uniform(count, 1, 1, 1)), new Scalar(BED));
    Tensor bed =
        torch.mul(share, torch.div(peak(level), torch.add(peak(others), new Scalar(OFFSET))));
    Tensor mixed = torch.add(level, torch.mul(others, bed));
    Tensor loudness = torch.mul(spread(count, 1), new Scalar(LEVEL));
    Tensor heard = torch.mul(mixed, torch.exp(torch.add(gains, loudness)).view(count, 1, 1, bands));
    return torch.log(torch.add(torch.clamp_min(heard, new Scalar(0.0)), new Scalar(OFFSET)));
  }

  /** As a smaller or larger source would sound; the outermost bands are repeated. */
  private Tensor moved(Tensor logMel) {
    long bands = logMel.size(3);
    Tensor by = torch.round(torch.mul(spread(logMel.size(0), 1), new Scalar(FARTHEST_BANDS)));
    Tensor place = torch.arange(new Scalar((double) bands), device.options(ScalarType.Float));
    Tensor from =
        torch.clamp(
            torch.add(place, by),
            new ScalarOptional(new Scalar(0.0)),
            new ScalarOptional(new Scalar(bands - 1.0)));
    Tensor index = from.to(ScalarType.Long).view(logMel.size(0), 1, 1, bands);
    return torch.gather(logMel, 3, index.expand(logMel.shape()));
  }

  /**
   * 1 above a band that some examples end at, as telephones and old recordings do: [count, bands].
   */
  private Tensor limited(long count, long bands) {
    Tensor chosen = torch.lt(device.uniform(count, 1), new Scalar(BAND_LIMITED));
    Tensor free = torch.mul(device.uniform(count, 1), new Scalar((double) bands - LOWEST_LIMIT));
    Tensor place = torch.arange(new Scalar((double) bands), device.options(ScalarType.Float));
    Tensor above = torch.ge(place, torch.add(free, new Scalar((double) LOWEST_LIMIT)));
    return torch.logical_and(above, chosen).to(ScalarType.Float);
  }

  private static Tensor peak(Tensor level) {
    return level.amax(new long[] {2, 3}, true);
  }

  /** −1 to 1. */
  private Tensor spread(long... shape) {
    return torch.sub(torch.mul(device.uniform(shape), new Scalar(2.0)), new Scalar(1.0));
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
