// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.onnx.ExportedModel;
import org.sonomask.combo.onnx.OnnxModel;

/** Writes a model that was exported here, such as the default one, down in another form. */
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
      write(in(checkpoint, arguments[0]), arguments[2]).write(file);
    }
    System.out.println(file + ": " + Files.size(file) + " bytes");
  }

  /** The model of an opened file. */
  static ExportedModel in(Checkpoint checkpoint, String file) throws IOException {
    return ExportedModel.of(checkpoint)
        .orElseThrow(() -> new IOException(file + " was not exported here; name one that was"));
  }

  private static OnnxModel write(ExportedModel model, String form) {
    return Form.tensorRt(form)
        .map(way -> OnnxModel.stream(model.config(), model.weights(), model.metadata(), way))
        .orElseGet(
            () ->
                OnnxModel.stream(
                    model.config(), model.weights(), model.metadata(), form.equals("half")));
  }
}
