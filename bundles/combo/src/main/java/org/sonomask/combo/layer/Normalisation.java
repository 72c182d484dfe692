// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.layer;

import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Weight and bias of a normalisation.
 *
 * @param key of the module; its parameters are {@code key.weight} and {@code key.bias}
 * @param size of both
 * @param epsilon added to the variance
 */
public record Normalisation(String key, int size, double epsilon) {

  /** With PyTorch's usual ε of 1e-5. */
  public Normalisation(String key, int size) {
    this(key, size, 1e-5);
  }

  /** Layer normalisation of the last axis. */
  public <T> T layer(Tensors<T> t, T x) {
    return t.layerNorm(x, t.parameter(weight(Role.NORMALISATION)), bias(t), epsilon);
  }

  /** Group normalisation of a picture. */
  public <T> T group(Tensors<T> t, T x, int groups) {
    return t.groupNorm(x, groups, t.parameter(weight(Role.NORMALISATION)), bias(t), epsilon);
  }

  /**
   * Batch normalisation of a picture.
   *
   * @param affine role of weight and bias
   * @param statistics role of {@code running_mean} and {@code running_var}
   */
  public <T> T batch(Tensors<T> t, T x, Role affine, Role statistics) {
    return t.batchNorm(
        x,
        weight(affine),
        new Parameter(key + ".bias", affine, Initial.constant(0), size),
        new Parameter(key + ".running_mean", statistics, Initial.constant(0), size),
        new Parameter(key + ".running_var", statistics, Initial.constant(1), size),
        epsilon);
  }

  private Parameter weight(Role role) {
    return new Parameter(key + ".weight", role, Initial.constant(1), size);
  }

  private <T> T bias(Tensors<T> t) {
    return t.parameter(new Parameter(key + ".bias", Role.NORMALISATION, Initial.constant(0), size));
  }
}
