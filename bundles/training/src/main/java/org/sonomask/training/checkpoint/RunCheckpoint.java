// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.optimisation.AdamW;
import org.sonomask.training.optimisation.WeightAverage;

/**
 * The files of a run in its folder: {@code checkpoint.safetensors} holds weights, moments, averages
 * and counters, all that is needed to go on; {@code weights.safetensors} the weights alone,
 * averaged where the run averages them.
 */
public final class RunCheckpoint {
  private static final String MOMENT = "optimiser.moment.";
  private static final String AVERAGE = "optimiser.average.";
  private static final String ITERATION = "iteration";
  private static final String SECONDS = "seconds";

  private final Path file;
  private final Path weights;

  /** The checkpoint in a run's folder, which exists. */
  public RunCheckpoint(Path folder) {
    this.file = folder.resolve("checkpoint.safetensors");
    this.weights = folder.resolve("weights.safetensors");
  }

  /**
   * Where a run stands.
   *
   * @param iteration iterations done
   * @param seconds spent on them
   */
  public record Standing(long iteration, double seconds) {}

  /** Whether there is a run to go on with. */
  public boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Writes both files, each in one step. */
  public void save(ComboModel model, AdamW optimiser, WeightAverage average, Standing standing)
      throws IOException {
    Map<String, StoredTensor> all = new LinkedHashMap<>(model.weights());
    put(all, MOMENT, optimiser.moments());
    put(all, AVERAGE, average.averages());
    Map<String, String> counters =
        Map.of(
            ITERATION, Long.toString(standing.iteration()),
            SECONDS, Double.toString(standing.seconds()));
    Safetensors.write(file, all, counters);
    Safetensors.write(weights, average.during(model::weights), counters);
  }

  private static void put(Map<String, StoredTensor> all, String name, List<Tensor> tensors)
      throws IOException {
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      all.put(name + i, StoredTensor.of(HostArrays.floats(tensor), tensor.shape()));
    }
  }

  /**
   * Goes on with a run.
   *
   * @throws IOException if the checkpoint cannot be read or is of another network
   */
  public Standing resume(ComboModel model, AdamW optimiser, WeightAverage average)
      throws IOException {
    try (Checkpoint stored = Checkpoint.open(file)) {
      List<String> missing = model.take(stored.tensors());
      if (!missing.isEmpty()) {
        throw new IOException(file + " is of another network: it lacks " + missing.get(0) + ".");
      }
      resume(model, stored, MOMENT, optimiser.moments());
      resume(model, stored, AVERAGE, average.averages());
      long iteration = Long.parseLong(stored.metadata().get(ITERATION));
      optimiser.resume(iteration);
      return new Standing(iteration, Double.parseDouble(stored.metadata().get(SECONDS)));
    }
  }

  private void resume(ComboModel model, Checkpoint checkpoint, String name, List<Tensor> tensors)
      throws IOException {
    for (int i = 0; i < tensors.size(); i++) {
      StoredTensor stored = checkpoint.tensors().get(name + i);
      if (stored == null || stored.elements() != tensors.get(i).numel()) {
        throw new IOException(file + " is of another optimiser: it lacks " + name + i + ".");
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        tensors.get(i).copy_(model.device().floats(stored.values(), stored.shape()));
      }
    }
  }
}
