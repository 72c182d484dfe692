// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.CheckpointException;
import org.sonomask.combo.checkpoint.Weights;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * A live model that was exported here, read back so that it can be written down in another form.
 *
 * @param config of its network
 * @param metadata what it says about itself
 * @param weights valid as long as its checkpoint is open
 */
public record ExportedModel(ComboConfig config, ModelMetadata metadata, ParameterSource weights) {
  private static final String THRESHOLD = "sonomask.threshold";

  /**
   * Reads a model, COMBO-Lite for any classes or an official network.
   *
   * @param checkpoint an ONNX file; closed by its owner
   * @return nothing if its name is none of {@link Networks}, or that network has other tensors
   * @throws IOException if its classes or tensors cannot be read
   */
  public static Optional<ExportedModel> of(Checkpoint checkpoint) throws IOException {
    Map<String, String> about = checkpoint.metadata();
    Optional<ComboConfig> network = network(about);
    if (network.isEmpty()) {
      return Optional.empty();
    }
    ComboConfig config = network.get();
    ModelMetadata metadata =
        new ModelMetadata(
            about.get("sonomask.model"),
            about.getOrDefault("sonomask.version", "0"),
            about.getOrDefault("sonomask.licence", "NOASSERTION"),
            threshold(checkpoint));
    try {
      Weights weights = Weights.of(checkpoint, new Combo(config).parameters());
      return Optional.of(new ExportedModel(config, metadata, weights));
    } catch (CheckpointException other) {
      return Optional.empty();
    }
  }

  /** From which on a pixel sounds: what a model says, and the official threshold for weights. */
  public static double threshold(Checkpoint checkpoint) {
    String said = checkpoint.metadata().get(THRESHOLD);
    return said == null ? ModelMetadata.OFFICIAL_THRESHOLD : Double.parseDouble(said);
  }

  private static Optional<ComboConfig> network(Map<String, String> about) throws IOException {
    String name = about.get("sonomask.model");
    String names = about.get("sonomask.classes");
    if (name == null || names == null) {
      return Optional.empty();
    }
    List<String> classes =
        new ObjectMapper().readValue(names, new TypeReference<List<String>>() {});
    ComboConfig lite = ComboConfig.lite(classes);
    if (name.equals(lite.name())) {
      return Optional.of(lite);
    }
    try {
      int frames = Integer.parseInt(about.getOrDefault("sonomask.audio_examples", "1"));
      return Optional.of(Networks.of(name).withFrames(frames))
          .filter(official -> official.classes().equals(classes));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
