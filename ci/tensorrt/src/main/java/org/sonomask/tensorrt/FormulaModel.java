// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.parity.FormulaWeights;

/**
 * Exports a network with weights that anyone can make, so that models too large to carry can be
 * made where they are needed.
 */
public final class FormulaModel {
  private FormulaModel() {}

  /**
   * {@code NETWORK FILE.onnx half|full [CLASS=BIAS...]}: biases of the class head, which make
   * several labels win somewhere; the others are 0.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: FormulaModel NETWORK FILE.onnx half|full [CLASS=BIAS...]");
      System.exit(2);
    }
    ComboConfig config = Networks.of(arguments[0]);
    double[] bias = new double[config.classes().size() + 1];
    for (int i = 3; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      bias[Integer.parseInt(pair[0])] = Double.parseDouble(pair[1]);
    }
    Path file = Path.of(arguments[1]);
    ModelMetadata metadata = new ModelMetadata(config.name(), "formula", "CC0-1.0");
    boolean half = arguments[2].equals("half");
    OnnxModel.stream(config, new FormulaWeights(bias), metadata, half).write(file);
    System.out.println(file + ": " + Files.size(file) + " bytes");
  }
}
