// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Makes COMBO-Lite's first weights from an EfficientNet-Lite0 trained on ImageNet: the backbone as
 * it is, its classifier boiled down to {@link ObjectKinds}.
 *
 * <pre>Initial --efficientnet FILE.pth --out FILE.safetensors [--source TEXT]</pre>
 *
 * {@code --source} goes into the file: where the weights are from, and their licence.
 */
public final class Initial {
  private static final String PREFIX = "backbone.";
  private static final String CLASSIFIER = "_fc.";

  private Initial() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, "efficientnet", "out", "source");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint file = Checkpoint.open(options.path("efficientnet"))) {
      for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
        String name = entry.getKey();
        if (!name.startsWith(CLASSIFIER) && !name.endsWith(".num_batches_tracked")) {
          tensors.put(PREFIX + name, entry.getValue());
        }
      }
      addKinds(tensors, values(file, "weight"), values(file, "bias"));
      String source = options.text("source", "EfficientNet-Lite0 trained on ImageNet-1000");
      Safetensors.write(options.path("out"), tensors, Map.of("source", source));
    }
    System.out.println(options.path("out") + ": " + tensors.size() + " tensors");
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
    tensors.put(PREFIX + "_kinds.weight", StoredTensor.of(kinds.weight(), count, features, 1, 1));
    tensors.put(PREFIX + "_kinds.bias", StoredTensor.of(kinds.bias(), count));
  }
}
