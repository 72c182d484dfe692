// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Weights;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.training.loop.TrainingConfig;

/**
 * Writes trained weights as the ONNX model that the engine runs, weights in half precision.
 *
 * <pre>Export --weights FILE --onnx FILE [--config FILE] [--version TEXT] [--licence SPDX]
 * [--threshold X]</pre>
 */
public final class Export {
  private Export() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options =
        Options.parse(args, "weights", "onnx", "config", "version", "licence", "threshold");
    TrainingConfig config =
        options.has("config") ? TrainingConfig.read(options.path("config")) : TrainingConfig.LITE;
    ComboConfig network = Networks.config(config);
    ModelMetadata metadata =
        new ModelMetadata(
            network.name(),
            options.text("version", "0.1.0"),
            options.text("licence", "CC-BY-SA-4.0"),
            options.number("threshold", ModelMetadata.OFFICIAL_THRESHOLD));
    try (Checkpoint checkpoint = Checkpoint.open(options.path("weights"))) {
      Weights weights = Weights.of(checkpoint, new Combo(network).parameters());
      OnnxModel model = OnnxModel.stream(network, weights, metadata, true);
      model.write(options.path("onnx"));
      System.out.println(options.path("onnx") + ": " + model.size() + " bytes");
    }
  }
}
