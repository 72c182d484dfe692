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
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.optimisation.AdamW;

/**
 * The files of a run in its folder: {@code checkpoint.safetensors} holds weights, moments and
 * counters, all that is needed to go on; {@code weights.safetensors} the weights alone.
 */
public final class Checkpoint {
  private static final String MOMENT = "optimiser.moment.";
  private static final String ITERATION = "iteration";
  private static final String SECONDS = "seconds";

  private final Path file;
  private final Path weights;

  /** The checkpoint in a run's folder, which exists. */
  public Checkpoint(Path folder) {
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
    Map<String, TensorFile.Values> trained = model.weights();
    Map<String, TensorFile.Values> all = new LinkedHashMap<>(trained);
    List<Tensor> moments = optimiser.moments();
    for (int i = 0; i < moments.size(); i++) {
      all.put(
          MOMENT + i,
          new TensorFile.Values(moments.get(i).shape(), HostArrays.floats(moments.get(i))));
    }
    Map<String, String> counters =
        Map.of(
            ITERATION, Long.toString(standing.iteration()),
            SECONDS, Double.toString(standing.seconds()));
    new TensorFile(counters, all).write(file);
    new TensorFile(counters, trained).write(weights);
  }

  /**
   * Goes on with a run.
   *
   * @throws IOException if the checkpoint cannot be read or is of another network
   */
  public Standing resume(ComboModel model, AdamW optimiser) throws IOException {
    TensorFile stored = TensorFile.read(file);
    List<String> missing = model.take(stored.tensors());
    if (!missing.isEmpty()) {
      throw new IOException(file + " is of another network: it lacks " + missing.get(0) + ".");
    }
    List<Tensor> moments = optimiser.moments();
    for (int i = 0; i < moments.size(); i++) {
      TensorFile.Values values = stored.tensors().get(MOMENT + i);
      if (values == null || values.data().length != moments.get(i).numel()) {
        throw new IOException(file + " is of another optimiser: it lacks " + MOMENT + i + ".");
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        moments.get(i).copy_(model.device().floats(values.data(), values.shape()));
      }
    }
    long iteration = Long.parseLong(stored.metadata().get(ITERATION));
    optimiser.resume(iteration);
    return new Standing(iteration, Double.parseDouble(stored.metadata().get(SECONDS)));
  }
}
