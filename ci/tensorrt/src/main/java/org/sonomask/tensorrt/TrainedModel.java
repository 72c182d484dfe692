// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Weights;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;

/** Writes a COMBO-Lite model, such as the default one, down in another form. */
public final class TrainedModel {
  private TrainedModel() {}

  /** {@code MODEL.onnx FILE.onnx FORM}: FORM as {@link Form} has it. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: TrainedModel MODEL.onnx FILE.onnx FORM");
      System.exit(2);
    }
    Path file = Path.of(arguments[1]);
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]))) {
      Map<String, String> about = checkpoint.metadata();
      List<String> classes =
          new ObjectMapper()
              .readValue(about.get("sonomask.classes"), new TypeReference<List<String>>() {});
      ComboConfig config = ComboConfig.lite(classes);
      Weights weights = Weights.of(checkpoint, new Combo(config).parameters());
      ModelMetadata metadata =
          new ModelMetadata(
              about.get("sonomask.model"),
              about.get("sonomask.version"),
              about.get("sonomask.licence"),
              Double.parseDouble(about.get("sonomask.threshold")));
      Form.tensorRt(arguments[2])
          .map(form -> OnnxModel.stream(config, weights, metadata, form))
          .orElseGet(() -> OnnxModel.stream(config, weights, metadata, arguments[2].equals("half")))
          .write(file);
    }
    System.out.println(file + ": " + Files.size(file) + " bytes");
  }
}
