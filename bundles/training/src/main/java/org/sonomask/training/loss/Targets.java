// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * What the labelled frames of a batch should look like: one binary mask for each class that a frame
 * shows, background included; pixels with label 255 belong to none. Frames are padded to the same
 * number of targets by a class that no pixel has.
 */
public final class Targets {
  private static final int IGNORED = 255;
  private static final int PADDING = 256;

  private final int[][] classes;
  private final int[] starts;
  private final int widest;
  private final Tensor masks;

  /**
   * Targets of label maps.
   *
   * @param labels class ids, one byte a pixel, of each labelled frame
   * @param height rows of each map
   * @param width columns of each map
   */
  public Targets(TorchDevice device, byte[][] labels, int height, int width) {
    this.classes = Arrays.stream(labels).map(Targets::present).toArray(int[][]::new);
    this.widest = Math.max(1, Arrays.stream(classes).mapToInt(c -> c.length).max().orElse(1));
    this.starts = new int[classes.length];
    for (int frame = 1; frame < starts.length; frame++) {
      starts[frame] = starts[frame - 1] + classes[frame - 1].length;
    }
    this.masks = masks(device, labels, height, width);
  }

  private Tensor masks(TorchDevice device, byte[][] labels, int height, int width) {
    byte[] flat = new byte[labels.length * height * width];
    long[] wanted = new long[labels.length * widest];
    Arrays.fill(wanted, PADDING);
    for (int frame = 0; frame < labels.length; frame++) {
      System.arraycopy(labels[frame], 0, flat, frame * height * width, height * width);
      for (int target = 0; target < classes[frame].length; target++) {
        wanted[frame * widest + target] = classes[frame][target];
      }
    }
    Tensor map = device.bytes(flat, labels.length, 1, height, width).to(ScalarType.Long);
    return torch.eq(map, device.longs(wanted, labels.length, widest, 1, 1)).to(ScalarType.Float);
  }

  private static int[] present(byte[] labels) {
    boolean[] seen = new boolean[256];
    for (byte label : labels) {
      seen[label & 0xff] = true;
    }
    seen[IGNORED] = false;
    return java.util.stream.IntStream.range(0, seen.length).filter(c -> seen[c]).toArray();
  }

  /** Labelled frames. */
  int frames() {
    return classes.length;
  }

  /** Classes of a frame's targets, ascending. */
  int[] classes(int frame) {
    return classes[frame];
  }

  /** Targets of the frame with the most of them, at least 1. */
  int widest() {
    return widest;
  }

  /** Targets of all frames together. */
  int total() {
    return frames() == 0 ? 0 : starts[frames() - 1] + classes[frames() - 1].length;
  }

  /** Place of a frame's first target among those of all frames. */
  int start(int frame) {
    return starts[frame];
  }

  /** float32 [frames, {@link #widest}, height, width], 1 where a pixel belongs to the target. */
  Tensor masks() {
    return masks;
  }
}
