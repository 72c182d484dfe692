// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.List;

/**
 * Mask features at the size of one of the decoder's scales. Reduced by an even factor, a pixel is
 * the mean of the four in the middle of its square, as bilinear interpolation has it.
 */
final class MaskReduction {
  private static final float SHARE = 0.25f;

  private final TensorRtTensors t;
  private final Value features;
  private final int height;
  private final int width;
  private final int factor;

  /**
   * Of features to a size.
   *
   * @param features [N, fromHeight · fromWidth, size]
   * @throws IllegalArgumentException if the factor is odd, or not one in both directions
   */
  MaskReduction(
      TensorRtTensors t, Value features, long fromHeight, long fromWidth, int height, int width) {
    this.t = t;
    this.features = features;
    this.height = height;
    this.width = width;
    this.factor = (int) (fromHeight / height);
    if (factor * height != fromHeight || factor * width != fromWidth || factor % 2 != 0) {
      throw new IllegalArgumentException(
          "masks are reduced by even factors, not from "
              + fromHeight
              + "x"
              + fromWidth
              + " to "
              + height
              + "x"
              + width);
    }
  }

  /** Reduced, added up in single precision: [N, height · width, size]. */
  Value features() {
    long[] shape = features.shape();
    return t.reshape(t.precise(this::mean), shape[0], (long) height * width, shape[2]);
  }

  /** Every pixel that is above and left in its square's middle, every one above and right... */
  private Value mean() {
    long[] shape = features.shape();
    Value map =
        t.reshape(features, shape[0], (long) height * factor, (long) width * factor, shape[2]);
    int first = factor / 2 - 1;
    Value above = t.add(every(map, first, first), every(map, first, first + 1));
    Value below = t.add(every(map, first + 1, first), every(map, first + 1, first + 1));
    return t.scale(t.add(above, below), SHARE);
  }

  private Value every(Value map, int row, int column) {
    long[] shape = map.shape();
    List<Value> inputs =
        List.of(
            map,
            t.indices(new long[] {row, column}, 2),
            t.indices(new long[] {shape[1], shape[2]}, 2),
            t.indices(new long[] {1, 2}, 2),
            t.indices(new long[] {factor, factor}, 2));
    long[] size = {shape[0], height, width, shape[3]};
    return t.graph.add("Slice", map.type(), size, inputs);
  }
}
