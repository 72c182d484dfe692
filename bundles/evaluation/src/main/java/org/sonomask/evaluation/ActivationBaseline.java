// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.network.ClassActivation;
import org.sonomask.combo.network.ImageNetKind;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;

/** Makes a model of an ImageNet classifier's class activation maps, to compare others with. */
public final class ActivationBaseline {
  /** How tables name it. */
  public static final String NAME = "activation map";

  private static final String LABELS = "imagenet-labels.txt";

  private ActivationBaseline() {}

  /**
   * Writes the model.
   *
   * @param classifier a ResNet-34 as {@link ClassActivation} reads it
   * @param model the ONNX file to write
   * @throws IOException if the classifier cannot be read or is another network
   */
  public static void write(Path classifier, Path model) throws IOException {
    List<String> names = new ArrayList<>(List.of("background"));
    List<int[]> labels = new ArrayList<>();
    for (ImageNetKind kind :
        ImageNetKind.read(ActivationBaseline.class.getResourceAsStream(LABELS))) {
      names.add(kind.name());
      labels.add(kind.labels());
    }
    try (Checkpoint checkpoint = Checkpoint.open(classifier)) {
      OnnxModel.activation(
              new ClassActivation(labels),
              names,
              parameter -> values(checkpoint, parameter.key()),
              new ModelMetadata(NAME, "1", "CC0-1.0"))
          .write(model);
    } catch (UncheckedIOException unreadable) {
      throw new IOException(classifier + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static float[] values(Checkpoint checkpoint, String key) {
    StoredTensor tensor = checkpoint.tensors().get(key);
    try {
      if (tensor == null) {
        throw new IOException("no ResNet-34 with folded normalisations: it lacks " + key);
      }
      return tensor.values();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
