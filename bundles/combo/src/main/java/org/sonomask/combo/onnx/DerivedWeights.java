// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.Arrays;

/** Stored tensors that follow from parameters. */
final class DerivedWeights {
  private DerivedWeights() {}

  static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  /** One after the other. */
  static float[] joined(float[] first, float[] second) {
    float[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  static float[] rows(float[] values, long all, int from, int to) {
    int row = (int) (values.length / all);
    return Arrays.copyOfRange(values, from * row, to * row);
  }

  /** From [out, in, places] to [places, in, out]. */
  static float[] matrix(float[] weight, int out, int in, int places) {
    float[] matrix = new float[weight.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int place = 0; place < places; place++) {
          matrix[(place * in + i) * out + o] = weight[(o * in + i) * places + place];
        }
      }
    }
    return matrix;
  }

  /** What a product with weights [out, in] makes of a shift of what it takes, and the bias. */
  static float[] biases(float[] weight, float[] shift, float[] bias) {
    float[] biases = new float[bias.length];
    for (int out = 0; out < biases.length; out++) {
      double sum = bias[out];
      for (int in = 0; in < shift.length; in++) {
        sum += (double) weight[out * shift.length + in] * shift[in];
      }
      biases[out] = (float) sum;
    }
    return biases;
  }

  static double[] factors(float[] weight, float[] variance, double epsilon) {
    double[] factors = new double[weight.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = weight[i] / Math.sqrt(variance[i] + epsilon);
    }
    return factors;
  }

  static float[] scaled(float[] kernel, double[] factors) {
    float[] scaled = new float[kernel.length];
    int each = kernel.length / factors.length;
    for (int i = 0; i < kernel.length; i++) {
      scaled[i] = (float) (kernel[i] * factors[i / each]);
    }
    return scaled;
  }

  static float[] shifts(float[] bias, float[] mean, double[] factors) {
    float[] shifts = new float[factors.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = (float) (bias[i] - mean[i] * factors[i]);
    }
    return shifts;
  }

  /** Where each of many pixels lies between the centres of few: half-pixel centres, clamped. */
  static float[] places(int many, int few) {
    float[] places = new float[many];
    for (int i = 0; i < many; i++) {
      places[i] = Math.max(0, Math.min(few - 1, (i + 0.5f) * few / many - 0.5f));
    }
    return places;
  }
}
