// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * A stored tensor of the network: its name in the official checkpoint, its shape, and what training
 * must know about it.
 *
 * @param key name in the state dict (PyTorch module path), unique in a network
 * @param role what it is for, which decides about learning rate and weight decay
 * @param initial how it starts before training
 * @param shape dimensions, all positive
 */
public record Parameter(String key, Role role, Initial initial, long... shape) {

  /** What a parameter is for. */
  public enum Role {
    /** A weight or bias of a convolution or linear map, or a scale such as γ. */
    WEIGHT,
    /** A weight or bias of a normalisation: trained without weight decay. */
    NORMALISATION,
    /** A learned vector that is not multiplied with features: trained without weight decay. */
    EMBEDDING,
    /** A running mean or variance of a batch normalisation: never touched by the optimiser. */
    STATISTIC,
    /** Stored, but never trained: VGGish, batch normalisation with ImageNet's statistics. */
    FROZEN
  }

  public Parameter {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(initial, "initial");
    shape = shape.clone();
  }

  /** Dimensions, a copy. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int elements() {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  /** Product of all dimensions but the first. */
  public long fanIn() {
    return Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
  }

  /** Whether the optimiser changes it. */
  public boolean trained() {
    return role != Role.STATISTIC && role != Role.FROZEN;
  }

  /** Whether its learning rate is a tenth (combo section 6: every visual backbone). */
  public boolean backbone() {
    return key.startsWith("backbone.") || key.startsWith("pre_sam_backbone.");
  }

  /** Whether weight decay applies to it. */
  public boolean decays() {
    return role == Role.WEIGHT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameter that
        && key.equals(that.key)
        && role == that.role
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key + " " + Arrays.toString(shape) + " " + role;
  }
}
