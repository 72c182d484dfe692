// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.optimisation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.training.libtorch.ParameterGroup;
import org.sonomask.training.libtorch.ParameterStore;

/**
 * The mean of the weights over the last iterations, older ones counting ever less (Polyak and
 * Juditsky 1992): it depends less on what the last batches were than the weights themselves, and
 * does better on what training has not seen. Owns its native memory. Not thread-safe.
 */
public final class WeightAverage {
  private final List<ParameterGroup> groups;
  private final double kept;
  private final List<Tensor> averages = new ArrayList<>();

  /**
   * An average that begins with the weights as they are.
   *
   * @param kept share of the average that each iteration leaves, 0 to 1; with 0 there is none and
   *     the weights themselves count
   */
  public WeightAverage(ParameterStore store, double kept) {
    if (!(kept >= 0 && kept < 1)) {
      throw new IllegalArgumentException(
          "The share of the weights' average that is kept must be from 0 to below 1, but is "
              + kept
              + ".");
    }
    this.groups = kept == 0 ? List.of() : store.groups();
    this.kept = kept;
    for (ParameterGroup group : groups) {
      try (PointerScope scope = new PointerScope()) {
        Tensor copy = group.values().clone();
        copy.retainReference();
        averages.add(copy);
      }
    }
  }

  /** Takes the weights of an iteration in. */
  public void add() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < averages.size(); i++) {
        averages.get(i).lerp_(groups.get(i).values(), new Scalar(1 - kept));
      }
    }
  }

  /** Something that reads a network's weights. */
  @FunctionalInterface
  public interface Reader<T> {
    T read() throws IOException;
  }

  /** Reads the network with the average for its weights; afterwards it has its own again. */
  public <T> T during(Reader<T> reader) throws IOException {
    exchange();
    try {
      return reader.read();
    } finally {
      exchange();
    }
  }

  private void exchange() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < averages.size(); i++) {
        Tensor values = groups.get(i).values();
        Tensor before = values.clone();
        values.copy_(averages.get(i));
        averages.get(i).copy_(before);
      }
    }
  }

  /** The averages of all groups, this object's own tensors. */
  public List<Tensor> averages() {
    return List.copyOf(averages);
  }
}
