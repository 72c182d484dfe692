// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.combo.tensor.Parameter;

/**
 * The parameters of one network on one device: trained ones in groups of the same learning rate and
 * weight decay (combo section 6), the others, and those with rate 0, apart. Not thread-safe.
 */
public final class ParameterStore implements Function<Parameter, Tensor> {
  private final TorchDevice device;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<ParameterGroup> groups = new ArrayList<>();

  /**
   * A store with all values 0.
   *
   * @param parameters of the network, in its order
   * @param rate factor of the learning rate of each trained parameter; one with 0 stays as it is
   *     and records no gradient
   */
  public ParameterStore(
      TorchDevice device, Collection<Parameter> parameters, ToDoubleFunction<Parameter> rate) {
    this.device = device;
    record Kind(double rate, boolean decays) {}
    Map<Kind, List<Parameter>> members = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      this.parameters.put(parameter.key(), parameter);
      double factor = parameter.trained() ? rate.applyAsDouble(parameter) : 0;
      if (factor > 0) {
        Kind kind = new Kind(factor, parameter.decays());
        members.computeIfAbsent(kind, any -> new ArrayList<>()).add(parameter);
      } else {
        tensors.put(parameter.key(), PointerScopes.outside(() -> device.zeros(parameter.shape())));
      }
    }
    members.forEach((kind, list) -> addGroup(list, kind.rate(), kind.decays()));
  }

  private void addGroup(List<Parameter> members, double rate, boolean decays) {
    ParameterGroup group = new ParameterGroup(device, members, rate, decays);
    groups.add(group);
    tensors.putAll(group.views());
  }

  /** Draws every value as the parameters say, in their order. */
  public void draw(RandomGenerator random) {
    parameters.values().forEach(p -> write(p.key(), p.initial().draw(p, random)));
  }

  /**
   * Sets one parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter, or it has another size
   */
  public void write(String key, float[] values) {
    Parameter parameter = parameters.get(key);
    if (parameter == null || parameter.elements() != values.length) {
      throw new IllegalArgumentException(
          key + ": " + values.length + " values, but the network has " + parameter);
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      tensors.get(key).copy_(device.floats(values, parameter.shape()));
    }
  }

  /** A copy of one parameter's values, row-major. */
  public float[] read(String key) {
    return HostArrays.floats(tensors.get(key));
  }

  /** Every parameter, in the network's order. */
  public Collection<Parameter> parameters() {
    return parameters.values();
  }

  /** The trained parameters. */
  public List<ParameterGroup> groups() {
    return groups;
  }

  /** Where the values are. */
  public TorchDevice device() {
    return device;
  }

  /** The tensor of a parameter, which stays the store's. */
  @Override
  public Tensor apply(Parameter parameter) {
    Tensor tensor = tensors.get(parameter.key());
    if (tensor == null) {
      throw new IllegalArgumentException(
          parameter.key() + " is no parameter of this store: it was made for another network.");
    }
    return tensor;
  }
}
