// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.ParameterSource;
import org.sonomask.parity.FormulaWeights;

/**
 * Exports a network with weights that anyone can make, so that models too large to carry can be
 * made where they are needed.
 */
public final class FormulaModel {
  private FormulaModel() {}

  /**
   * {@code NETWORK FILE.onnx FORM [frames=T] [CLASS=BIAS...]}: FORM as {@link Form} has it; T
   * seconds of sound are heard, 1 if left out; biases are of the class head, and make several
   * labels win somewhere; the others are 0.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: FormulaModel NETWORK FILE.onnx FORM [frames=T] [CLASS=BIAS...]");
      System.exit(2);
    }
    ComboConfig config = Networks.of(arguments[0]).withFrames(1);
    double[] bias = new double[config.classes().size() + 1];
    for (int i = 3; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      if (pair[0].equals("frames")) {
        config = config.withFrames(Integer.parseInt(pair[1]));
      } else {
        bias[Integer.parseInt(pair[0])] = Double.parseDouble(pair[1]);
      }
    }
    Path file = Path.of(arguments[1]);
    ModelMetadata metadata = new ModelMetadata(config.name(), "formula", "CC0-1.0");
    model(config, new FormulaWeights(bias), metadata, arguments[2]).write(file);
    System.out.println(file + ": " + Files.size(file) + " bytes");
  }

  private static OnnxModel model(
      ComboConfig config, ParameterSource weights, ModelMetadata metadata, String form) {
    return Form.tensorRt(form)
        .map(written -> OnnxModel.stream(config, weights, metadata, written))
        .orElseGet(() -> OnnxModel.stream(config, weights, metadata, form.equals("half")));
  }
}
