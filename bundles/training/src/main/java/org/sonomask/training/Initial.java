// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Makes COMBO-Lite's first weights: from an EfficientNet-Lite0 trained on ImageNet the picture's
 * backbone as it is, its classifier boiled down to {@link ObjectKinds}; from the sound-effect
 * network of Ma and Lerch (ISMIR 2022) or from YAMNet the audio backbone, without its classifiers.
 *
 * <pre>Initial --efficientnet FILE.pth [--sound-effects FILE.pth | --yamnet SAVED_MODEL] --out
 * FILE.safetensors [--source TEXT]</pre>
 *
 * {@code --yamnet} is for the network {@code lite-yamnet}. {@code --source} goes into the file:
 * where the weights are from, and their licence.
 */
public final class Initial {
  private static final String PICTURE = "backbone.";
  private static final String SOUND = "audio_backbone.";
  private static final String CLASSIFIER = "_fc.";
  private static final String EMBEDDING = "embedding_net.";
  private static final String BATCHES = ".num_batches_tracked";

  private Initial() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options =
        Options.parse(args, "efficientnet", "sound-effects", "yamnet", "out", "source");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint picture = Checkpoint.open(options.path("efficientnet"));
        Checkpoint sound =
            options.has("sound-effects") ? Checkpoint.open(options.path("sound-effects")) : null) {
      addPicture(tensors, picture);
      addKinds(tensors, values(picture, "weight"), values(picture, "bias"));
      if (sound != null) {
        addSound(tensors, sound);
      }
      if (options.has("yamnet")) {
        Path variables = options.path("yamnet").resolve("variables").resolve("variables");
        tensors.putAll(YamnetWeights.of(TensorBundle.read(variables)));
      }
      String source = options.text("source", "Pretrained; see NOTICE of bundles/training");
      Safetensors.write(options.path("out"), tensors, Map.of("source", source));
    }
    System.out.println(options.path("out") + ": " + tensors.size() + " tensors");
  }

  private static void addPicture(Map<String, StoredTensor> tensors, Checkpoint file) {
    for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
      if (!entry.getKey().startsWith(CLASSIFIER) && !entry.getKey().endsWith(BATCHES)) {
        tensors.put(PICTURE + entry.getKey(), entry.getValue());
      }
    }
  }

  /** The embedding network alone; what follows it tells categories that COMBO does not have. */
  static void addSound(Map<String, StoredTensor> tensors, Checkpoint file) throws IOException {
    int before = tensors.size();
    for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
      if (entry.getKey().startsWith(EMBEDDING) && !entry.getKey().endsWith(BATCHES)) {
        String key = SOUND + entry.getKey().substring(EMBEDDING.length());
        tensors.put(key, entry.getValue());
      }
    }
    if (tensors.size() == before) {
      throw new IOException("The file has no " + EMBEDDING + "*: give a sound-effect network.");
    }
  }

  private static float[] values(Checkpoint file, String name) throws IOException {
    StoredTensor tensor = file.tensors().get(CLASSIFIER + name);
    if (tensor == null) {
      throw new IOException("The file has no " + CLASSIFIER + name + ": give a whole classifier.");
    }
    return tensor.values();
  }

  private static void addKinds(Map<String, StoredTensor> tensors, float[] rows, float[] biases)
      throws IOException {
    ObjectKinds kinds = ObjectKinds.of(rows, biases, ObjectKinds.labels());
    long count = kinds.bias().length;
    long features = rows.length / biases.length;
    tensors.put(PICTURE + "_kinds.weight", StoredTensor.of(kinds.weight(), count, features, 1, 1));
    tensors.put(PICTURE + "_kinds.bias", StoredTensor.of(kinds.bias(), count));
  }
}
