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

/**
 * The files of a run in its folder: {@code checkpoint.safetensors} holds weights, moments and
 * counters, all that is needed to go on; {@code weights.safetensors} the weights alone.
 */
public final class RunCheckpoint {
  private static final String MOMENT = "optimiser.moment.";
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
  public void save(ComboModel model, AdamW optimiser, Standing standing) throws IOException {
    Map<String, StoredTensor> trained = model.weights();
    Map<String, StoredTensor> all = new LinkedHashMap<>(trained);
    List<Tensor> moments = optimiser.moments();
    for (int i = 0; i < moments.size(); i++) {
      Tensor moment = moments.get(i);
      all.put(MOMENT + i, StoredTensor.of(HostArrays.floats(moment), moment.shape()));
    }
    Map<String, String> counters =
        Map.of(
            ITERATION, Long.toString(standing.iteration()),
            SECONDS, Double.toString(standing.seconds()));
    Safetensors.write(file, all, counters);
    Safetensors.write(weights, trained, counters);
  }

  /**
   * Goes on with a run.
   *
   * @throws IOException if the checkpoint cannot be read or is of another network
   */
  public Standing resume(ComboModel model, AdamW optimiser) throws IOException {
    try (Checkpoint stored = Checkpoint.open(file)) {
      List<String> missing = model.take(stored.tensors());
      if (!missing.isEmpty()) {
        throw new IOException(file + " is of another network: it lacks " + missing.get(0) + ".");
      }
      List<Tensor> moments = optimiser.moments();
      for (int i = 0; i < moments.size(); i++) {
        resume(model, moments.get(i), MOMENT + i, stored.tensors().get(MOMENT + i));
      }
      long iteration = Long.parseLong(stored.metadata().get(ITERATION));
      optimiser.resume(iteration);
      return new Standing(iteration, Double.parseDouble(stored.metadata().get(SECONDS)));
    }
  }

  private void resume(ComboModel model, Tensor moment, String name, StoredTensor stored)
      throws IOException {
    if (stored == null || stored.elements() != moment.numel()) {
      throw new IOException(file + " is of another optimiser: it lacks " + name + ".");
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      moment.copy_(model.device().floats(stored.values(), stored.shape()));
    }
  }
}
