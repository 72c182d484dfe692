// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How a parameter starts before it is trained or read from a checkpoint. */
@FunctionalInterface
public interface Initial {

  /** Draws the values of one parameter, row-major. */
  float[] draw(Parameter parameter, RandomGenerator random);

  /** All elements the same. */
  static Initial constant(double value) {
    return (parameter, random) -> {
      float[] values = new float[parameter.elements()];
      Arrays.fill(values, (float) value);
      return values;
    };
  }

  /** Normal distribution around 0. */
  static Initial normal(double deviation) {
    return (parameter, random) -> {
      float[] values = new float[parameter.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return values;
    };
  }

  /** Uniform in ±gain·√(6 / (fan in + fan out)): Glorot and Bengio 2010. */
  static Initial xavier() {
    return (parameter, random) -> {
      long receptive = Arrays.stream(parameter.shape()).skip(2).reduce(1, (a, b) -> a * b);
      double fanOut = (double) parameter.shape()[0] * receptive;
      return uniform(parameter, random, Math.sqrt(6 / (parameter.fanIn() + fanOut)));
    };
  }

  /** Uniform in ±gain·√(3 / fan in): He et al. 2015 with the gain of what follows (√2 for ReLU). */
  static Initial kaiming(double gain) {
    return (parameter, random) ->
        uniform(parameter, random, gain * Math.sqrt(3.0 / parameter.fanIn()));
  }

  private static float[] uniform(Parameter parameter, RandomGenerator random, double limit) {
    float[] values = new float[parameter.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
