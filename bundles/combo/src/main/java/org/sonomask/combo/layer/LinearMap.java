// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.layer;

import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * x·Wᵀ + b on the last axis.
 *
 * @param key of the module; its parameters are {@code key.weight} [out, in] and {@code key.bias}
 * @param in features taken
 * @param out features given
 * @param role of both parameters
 * @param initial how the weights start
 */
public record LinearMap(String key, int in, int out, Role role, Initial initial) {

  /** A map. */
  public LinearMap(String key, int in, int out, Role role) {
    this(key, in, out, role, Initial.xavier());
  }

  /** A trained map. */
  public LinearMap(String key, int in, int out) {
    this(key, in, out, Role.WEIGHT);
  }

  /** A trained map that starts with zeros: what few examples do not ask for stays out of it. */
  public static LinearMap zero(String key, int in, int out) {
    return new LinearMap(key, in, out, Role.WEIGHT, Initial.constant(0));
  }

  public Parameter weight() {
    return new Parameter(key + ".weight", role, initial, out, in);
  }

  public Parameter bias() {
    return new Parameter(key + ".bias", role, Initial.constant(0), out);
  }

  public <T> T apply(Tensors<T> t, T x) {
    return t.linear(x, t.parameter(weight()), t.parameter(bias()));
  }
}
