// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.PictureInput;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.tensor.Parameter;

/** A COMBO network with weights on a device. Not thread-safe. */
public final class ComboModel {
  private final TorchDevice device;
  private final Combo network;
  private final PictureInput input;
  private final ParameterStore store;

  /**
   * A network whose weights are drawn at random.
   *
   * @param further parameters that are trained and kept with the network's
   * @param rate factor of the learning rate of each parameter
   * @param seed of the weights
   */
  public ComboModel(
      TorchDevice device,
      ComboConfig config,
      Collection<Parameter> further,
      ToDoubleFunction<Parameter> rate,
      long seed) {
    this.device = device;
    this.network = new Combo(config);
    this.input = new PictureInput(config.normalisation());
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(further);
    this.store = new ParameterStore(device, all, rate);
    store.draw(new SplittableRandom(seed));
  }

  /**
   * Predicts all frames of some clips; see {@link Combo#clip}. Tensors belong to the caller's
   * {@link PointerScope}.
   *
   * @param frames uint8 [N, height, width, 3] on the device, clip after clip
   * @param priors uint8 [N, height, width]
   * @param logMel float32 [N, 1, 96, 64]
   * @param training whether dropout and batch statistics are on
   */
  public List<Prediction<Tensor>> predict(
      Tensor frames, Tensor priors, Tensor logMel, boolean training) {
    return predict(frames, priors, logMel, training, (name, tensor) -> tensor);
  }

  /**
   * The same, watched.
   *
   * @param probe sees every tensor that the network names
   */
  public List<Prediction<Tensor>> predict(
      Tensor frames, Tensor priors, Tensor logMel, boolean training, TensorProbe probe) {
    LibtorchTensors tensors = new LibtorchTensors(device, store, probe, training);
    return network.clip(
        tensors,
        input.picture(tensors, frames),
        input.maskige(tensors, priors),
        logMel,
        network.config().frames());
  }

  /** The sizes of the network. */
  public ComboConfig config() {
    return network.config();
  }

  /** The weights. */
  public ParameterStore store() {
    return store;
  }

  /** Where the weights are. */
  public TorchDevice device() {
    return device;
  }

  /** A copy of all weights by key. */
  public Map<String, StoredTensor> weights() throws IOException {
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    for (Parameter parameter : store.parameters()) {
      float[] values = store.read(parameter.key());
      weights.put(parameter.key(), StoredTensor.of(values, parameter.shape()));
    }
    return weights;
  }

  /**
   * Takes all weights from a file, of any kind that {@link Checkpoint} reads.
   *
   * @throws IOException if the file lacks one, or has one of another size
   */
  public void takeAll(Path file) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      List<String> missing = take(checkpoint.tensors());
      if (!missing.isEmpty()) {
        throw new IOException(
            file + " is of another network: it lacks " + missing.get(0) + " of the right size.");
      }
    }
  }

  /**
   * Takes the weights that have a key and the size of this network's; others stay.
   *
   * @return keys of this network that are not there, or have another size there
   */
  public List<String> take(Map<String, StoredTensor> weights) throws IOException {
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : store.parameters()) {
      StoredTensor tensor = weights.get(parameter.key());
      if (tensor == null || tensor.elements() != parameter.elements()) {
        missing.add(parameter.key());
      } else {
        store.write(parameter.key(), tensor.values());
      }
    }
    return missing;
  }
}
