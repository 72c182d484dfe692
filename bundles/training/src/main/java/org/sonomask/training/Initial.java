// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Makes COMBO-Lite's first weights: from an EfficientNet-Lite0 trained on ImageNet the picture's
 * backbone as it is, its classifier boiled down to {@link ObjectKinds}; from YAMNet the audio
 * backbone, without its classifier; from an earlier COMBO-Lite what finds masks.
 *
 * <pre>Initial --efficientnet FILE.pth --yamnet SAVED_MODEL --out FILE.safetensors [--masks FILE]
 * [--source TEXT]</pre>
 *
 * {@code --masks} names that COMBO-Lite, ONNX or training's weights: its prior backbone, siam gate
 * and decoders are taken, nothing that hears or tells classes. {@code --source} goes into the file:
 * where the weights are from, and their licence.
 */
public final class Initial {
  private static final String PICTURE = "backbone.";
  private static final String CLASSIFIER = "_fc.";
  private static final String BATCHES = ".num_batches_tracked";

  /** What makes masks of features, but for the classes of queries. */
  private static final List<String> MASKS =
      List.of(
          "pre_sam_backbone.",
          "scale_factor_module.",
          "sem_seg_head.pixel_decoder.",
          "sem_seg_head.predictor.");

  private static final String CLASSES = "sem_seg_head.predictor.class_embed.";

  private Initial() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, "efficientnet", "yamnet", "masks", "out", "source");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint picture = Checkpoint.open(options.path("efficientnet"));
        Checkpoint masks = options.has("masks") ? Checkpoint.open(options.path("masks")) : null) {
      addPicture(tensors, picture);
      addKinds(tensors, values(picture, "weight"), values(picture, "bias"));
      Path variables = options.path("yamnet").resolve("variables").resolve("variables");
      tensors.putAll(YamnetWeights.of(TensorBundle.read(variables)));
      if (masks != null) {
        addMasks(tensors, masks);
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

  static void addMasks(Map<String, StoredTensor> tensors, Checkpoint file) throws IOException {
    int before = tensors.size();
    for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
      String key = entry.getKey();
      if (MASKS.stream().anyMatch(key::startsWith) && !key.startsWith(CLASSES)) {
        tensors.put(key, entry.getValue());
      }
    }
    if (tensors.size() == before) {
      throw new IOException("The file has no decoder: give --masks a COMBO-Lite.");
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
