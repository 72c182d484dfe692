// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * The weights of a whole network from a checkpoint: every key of both is accounted for. What the
 * checkpoint keeps for training only is left aside.
 */
public final class Weights implements ParameterSource {
  private static final Pattern TRAINING_ONLY =
      Pattern.compile(
          "criterion\\.empty_weight|pixel_(mean|std)|.*\\.num_batches_tracked"
              + "|(optimiser|auxiliary)\\..*");
  private static final int MOST_NAMED = 8;

  private final Map<String, StoredTensor> tensors;

  private Weights(Map<String, StoredTensor> tensors) {
    this.tensors = tensors;
  }

  /**
   * Matches a checkpoint with a network.
   *
   * @throws CheckpointException if keys are missing, left over or of another shape; one message
   *     names all three
   */
  public static Weights of(Checkpoint checkpoint, Collection<Parameter> parameters)
      throws CheckpointException {
    return of(checkpoint.tensors(), parameters);
  }

  static Weights of(Map<String, StoredTensor> tensors, Collection<Parameter> parameters)
      throws CheckpointException {
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    Set<String> extra = new LinkedHashSet<>(tensors.keySet());
    extra.removeIf(key -> TRAINING_ONLY.matcher(key).matches());
    for (Parameter parameter : parameters) {
      StoredTensor tensor = tensors.get(parameter.key());
      extra.remove(parameter.key());
      if (tensor == null) {
        missing.add(parameter.key());
      } else if (!Arrays.equals(tensor.shape(), parameter.shape())) {
        misshaped.add(
            parameter.key()
                + " is "
                + Arrays.toString(tensor.shape())
                + " instead of "
                + Arrays.toString(parameter.shape()));
      }
    }
    if (!missing.isEmpty() || !misshaped.isEmpty() || !extra.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint is of another network: "
              + listed("missing", missing)
              + "; "
              + listed("left over", List.copyOf(extra))
              + "; "
              + listed("of another shape", misshaped)
              + ". Choose the configuration that it was trained with");
    }
    return new Weights(new LinkedHashMap<>(tensors));
  }

  @Override
  public float[] values(Parameter parameter) {
    try {
      return tensors.get(parameter.key()).values();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String listed(String what, List<String> keys) {
    if (keys.isEmpty()) {
      return "none " + what;
    }
    String names = String.join(", ", keys.subList(0, Math.min(MOST_NAMED, keys.size())));
    int more = keys.size() - MOST_NAMED;
    return keys.size()
        + " "
        + what
        + " ("
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + ")";
  }
}
