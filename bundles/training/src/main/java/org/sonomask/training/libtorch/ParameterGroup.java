// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.combo.tensor.Parameter;

/**
 * Trained parameters that share learning rate and weight decay, as neighbouring views of one flat
 * tensor; their gradients gather in another. So the optimiser needs a handful of operations for a
 * whole group. Owns its native memory for the life of the process's use of it.
 */
public final class ParameterGroup {
  /** Elements to which each view's start is aligned: 256 bytes, what CUDA kernels like. */
  private static final long ALIGNMENT = 64;

  private final double rate;
  private final boolean decays;
  private final Tensor values;
  private final Tensor gradients;
  private final Map<String, Tensor> views = new LinkedHashMap<>();

  /**
   * A group.
   *
   * @param rate factor of the learning rate
   * @param decays whether weight decay applies
   */
  ParameterGroup(TorchDevice device, List<Parameter> parameters, double rate, boolean decays) {
    this.rate = rate;
    this.decays = decays;
    long size = parameters.stream().mapToLong(p -> aligned(p.elements())).sum();
    this.values = PointerScopes.outside(() -> device.zeros(size));
    this.gradients = PointerScopes.outside(() -> device.zeros(size));
    long start = 0;
    for (Parameter parameter : parameters) {
      views.put(parameter.key(), leaf(parameter, start));
      start += aligned(parameter.elements());
    }
  }

  private Tensor leaf(Parameter parameter, long start) {
    return PointerScopes.outside(
        () -> {
          long count = parameter.elements();
          Tensor leaf = values.narrow(0, start, count).view(parameter.shape()).detach();
          leaf.set_requires_grad(true);
          leaf.mutable_grad().put(gradients.narrow(0, start, count).view(parameter.shape()));
          return leaf;
        });
  }

  private static long aligned(long elements) {
    return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Factor of the learning rate. */
  public double rate() {
    return rate;
  }

  /** Whether weight decay applies. */
  public boolean decays() {
    return decays;
  }

  /** All values in one vector; writing to it writes the parameters. */
  public Tensor values() {
    return values;
  }

  /** All gradients in one vector, which backward passes add to. */
  public Tensor gradients() {
    return gradients;
  }

  /** Each parameter by key, a leaf that records gradients. */
  Map<String, Tensor> views() {
    return views;
  }
}
