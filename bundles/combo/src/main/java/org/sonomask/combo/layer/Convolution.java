// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.layer;

import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * A square two-dimensional convolution.
 *
 * @param key of the module; its parameters are {@code key.weight} and, with a bias, {@code
 *     key.bias}
 * @param in channels taken
 * @param out channels given
 * @param kernel edge of the kernel
 * @param stride step of both axes
 * @param padding zeros at each edge
 * @param groups groups of channels; {@code in} makes it depth-wise
 * @param biased whether there is a bias
 * @param role of the parameters
 */
public record Convolution(
    String key,
    int in,
    int out,
    int kernel,
    int stride,
    int padding,
    int groups,
    boolean biased,
    Role role) {

  /** A trained convolution without bias that keeps the size, divided by its stride. */
  public static Convolution plain(String key, int in, int out, int kernel, int stride) {
    return new Convolution(key, in, out, kernel, stride, kernel / 2, 1, false, Role.WEIGHT);
  }

  /** A trained depth-wise convolution without bias that keeps the size, divided by its stride. */
  public static Convolution depthwise(String key, int channels, int kernel, int stride) {
    return new Convolution(
        key, channels, channels, kernel, stride, kernel / 2, channels, false, Role.WEIGHT);
  }

  /** The same with a bias. */
  public Convolution withBias() {
    return new Convolution(key, in, out, kernel, stride, padding, groups, true, role);
  }

  /** The same with another role. */
  public Convolution as(Role other) {
    return new Convolution(key, in, out, kernel, stride, padding, groups, biased, other);
  }

  /** The same without padding. */
  public Convolution unpadded() {
    return new Convolution(key, in, out, kernel, stride, 0, groups, biased, role);
  }

  /** [out, in / groups, kernel, kernel]. */
  public Parameter weightParameter() {
    Initial initial = Initial.kaiming(Math.sqrt(2));
    return new Parameter(key + ".weight", role, initial, out, in / groups, kernel, kernel);
  }

  /** [out]. */
  public Parameter biasParameter() {
    return new Parameter(key + ".bias", role, Initial.constant(0), out);
  }

  public <T> T apply(Tensors<T> t, T x) {
    T weight = t.parameter(weightParameter());
    T bias = biased ? t.parameter(biasParameter()) : null;
    return t.conv2d(x, weight, bias, stride, padding, groups);
  }
}
