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

  /** Written down in a form's way: [N, size, height · width]. */
  Value in(TensorRtForm.Reduction way) {
    return switch (way) {
      case MEAN -> t.transpose(mean(), 0, 2, 1);
      case SLICES -> t.transpose(slices(), 0, 2, 1);
      case PRODUCT -> product();
    };
  }

  private Value mean() {
    long[] shape = features.shape();
    Value squares = t.reshape(features, shape[0], height, factor, width, factor, shape[2]);
    Value rows = t.slice(squares, 2, factor / 2 - 1, factor / 2 + 1);
    Value middle = t.slice(rows, 4, factor / 2 - 1, factor / 2 + 1);
    return t.reshape(t.mean(middle, 2, 4), shape[0], (long) height * width, shape[2]);
  }

  /** Every pixel that is above and left in its square's middle, every one above and right... */
  private Value slices() {
    long[] shape = features.shape();
    Value map =
        t.reshape(features, shape[0], (long) height * factor, (long) width * factor, shape[2]);
    int first = factor / 2 - 1;
    Value above = t.add(every(map, first, first), every(map, first, first + 1));
    Value below = t.add(every(map, first + 1, first), every(map, first + 1, first + 1));
    return t.reshape(
        t.scale(t.add(above, below), SHARE), shape[0], (long) height * width, shape[2]);
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

  private Value product() {
    int columns = width * factor;
    int pixels = height * width;
    float[] shares = new float[height * factor * columns * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int row = pixel / width * factor + factor / 2 - 1;
      int column = pixel % width * factor + factor / 2 - 1;
      for (int corner = 0; corner < 4; corner++) {
        int from = (row + corner / 2) * columns + column + corner % 2;
        shares[from * pixels + pixel] = SHARE;
      }
    }
    Value matrix = t.constant(shares, shares.length / pixels, pixels);
    return t.matmul(t.transpose(features, 0, 2, 1), matrix);
  }
}
