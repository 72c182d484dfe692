// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import ai.djl.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvonnxparser.OnnxParserFlag;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;
import org.sonomask.djl.tensorrt.internal.cpp.CppObject;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;

/** An ONNX file read into a network. */
final class OnnxNetwork {
  private static final int WARNINGS = 2;
  private static final int MOST_ERRORS = 5;

  private OnnxNetwork() {}

  /**
   * Reads a file and fixes its batch size: whatever depends on it is then computed when the plan is
   * built.
   *
   * @param owner of the parser, which must outlive the network
   * @throws EngineException if the parser refuses it, or another dimension than the first is free
   */
  static void read(Path model, INetworkDefinition network, int batch, Owned owner) {
    if (!Files.isReadable(model)) {
      throw new EngineException("there is no readable model at " + model);
    }
    TensorRtLog log = TensorRtLog.get();
    IParser parser = createParser(network, log);
    if (Pointer.isNull(parser)) {
      throw new EngineException(log.explain("there is no parser"));
    }
    owner.own((Owned.Resource) () -> CppObject.deleteParser(parser));
    parser.setFlag(OnnxParserFlag.kNATIVE_INSTANCENORM);
    if (!parser.parseFromFile(model.toString(), WARNINGS)) {
      throw new EngineException(
          log.explain("TensorRT's parser refuses " + model + ": " + errors(parser)));
    }
    for (int i = 0; i < network.getNbInputs(); i++) {
      fix(network.getInput(i), batch);
    }
  }

  private static void fix(ITensor input, int batch) {
    try (Dims64 dimensions = input.getDimensions()) {
      long first = dimensions.nbDims() == 0 ? 0 : dimensions.d(0);
      if (first != -1 && first != batch) {
        throw new EngineException(
            "input " + input.getName() + " is for batches of " + first + " only; use that size");
      }
      for (int axis = 1; axis < dimensions.nbDims(); axis++) {
        if (dimensions.d(axis) < 0) {
          throw new EngineException(
              "dimension " + axis + " of input " + input.getName() + " is free; fix it");
        }
      }
      dimensions.d(0, batch);
      input.setDimensions(dimensions);
    }
  }

  private static String errors(IParser parser) {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < Math.min(parser.getNbErrors(), MOST_ERRORS); i++) {
      IParserError error = parser.getError(i);
      errors.add(error.nodeOperator() + " " + error.nodeName() + ": " + error.desc());
    }
    return String.join("; ", errors);
  }
}
