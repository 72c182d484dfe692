// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;
import static org.bytedeco.tensorrt.global.nvinfer_plugin.initLibNvInferPlugins;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvinfer.ProfilingVerbosity;
import org.bytedeco.tensorrt.global.nvonnxparser.OnnxParserFlag;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;
import org.sonomask.tensorrt.kernels.TensorRtKernels;

/**
 * A model as TensorRT reads, builds and loads it, with TensorRT's own operators and plugins. Native
 * objects live until the process ends.
 */
final class Plan {
  private static final long WORKSPACE = 4L << 30;
  private static final int PARSER_WARNINGS = 2;
  private static final int BUILDER_THREADS = 8;
  private static final OptProfileSelector[] SELECTORS = {
    OptProfileSelector.kMIN, OptProfileSelector.kOPT, OptProfileSelector.kMAX
  };

  private final IBuilder builder;
  private final INetworkDefinition network;

  /**
   * Reads a model.
   *
   * @throws RefusedException with everything that the parser found wrong
   */
  Plan(Path model, Precision precision, ILogger logger) throws RefusedException {
    initLibNvInferPlugins(logger, "");
    TensorRtKernels.register();
    this.builder = createInferBuilder(logger);
    if (Pointer.isNull(builder)) {
      throw new RefusedException("TensorRT has no builder here; is there a GPU?");
    }
    boolean typed = precision == Precision.TYPED;
    this.network =
        builder.createNetworkV2(
            typed ? 1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value : 0);
    IParser parser = createParser(network, logger);
    parser.setFlag(OnnxParserFlag.kNATIVE_INSTANCENORM);
    if (!parser.parseFromFile(model.toString(), PARSER_WARNINGS)) {
      throw new RefusedException("the parser refuses the model: " + errors(parser));
    }
  }

  /** Layers of the network as parsed. */
  int layers() {
    return network.getNbLayers();
  }

  /**
   * Builds an engine and writes it to a file.
   *
   * @param effort how hard the builder tries
   */
  void build(Precision precision, Effort effort, Batches batches, Path file)
      throws RefusedException, IOException {
    IBuilderConfig config = builder.createBuilderConfig();
    config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, WORKSPACE);
    config.setBuilderOptimizationLevel(effort.level());
    effort.auxiliaryStreams().ifPresent(config::setMaxAuxStreams);
    config.setProfilingVerbosity(ProfilingVerbosity.kDETAILED);
    builder.setMaxThreads(BUILDER_THREADS);
    if (precision == Precision.FP16) {
      config.setFlag(BuilderFlag.kFP16);
    } else if (precision == Precision.FP32) {
      config.clearFlag(BuilderFlag.kTF32);
    }
    if (batches.fixed()) {
      fix(batches.usual());
    } else {
      config.addOptimizationProfile(profile(batches));
    }
    IHostMemory plan = builder.buildSerializedNetwork(network, config);
    if (Pointer.isNull(plan)) {
      throw new RefusedException("the builder makes no plan; see the log's errors");
    }
    try (FileChannel out = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer bytes = new BytePointer(plan.data()).capacity(plan.size()).asByteBuffer();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** Loads what {@link #build} wrote. */
  static ICudaEngine load(Path file, ILogger logger) throws RefusedException, IOException {
    initLibNvInferPlugins(logger, "");
    TensorRtKernels.register();
    byte[] plan = Files.readAllBytes(file);
    IRuntime runtime = createInferRuntime(logger);
    ICudaEngine engine = runtime.deserializeCudaEngine(new BytePointer(plan), plan.length);
    if (Pointer.isNull(engine)) {
      throw new RefusedException("the plan does not load; see the log's errors");
    }
    return engine;
  }

  /** With one size, everything that depends on it is computed when the engine is built. */
  private void fix(int batch) {
    for (int i = 0; i < network.getNbInputs(); i++) {
      ITensor input = network.getInput(i);
      input.setDimensions(sized(input.getDimensions(), batch));
    }
  }

  private IOptimizationProfile profile(Batches batches) {
    int[] sizes = {batches.least(), batches.usual(), batches.most()};
    IOptimizationProfile profile = builder.createOptimizationProfile();
    for (int i = 0; i < network.getNbInputs(); i++) {
      ITensor input = network.getInput(i);
      for (int k = 0; k < SELECTORS.length; k++) {
        Dims64 dimensions = sized(input.getDimensions(), sizes[k]);
        profile.setDimensions(input.getName(), SELECTORS[k], dimensions);
      }
    }
    return profile;
  }

  private static Dims64 sized(Dims64 free, int batch) {
    Dims64 sizes = new Dims64();
    sizes.nbDims(free.nbDims());
    for (int axis = 0; axis < free.nbDims(); axis++) {
      sizes.d(axis, free.d(axis) < 0 ? batch : free.d(axis));
    }
    return sizes;
  }

  private static String errors(IParser parser) {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < parser.getNbErrors(); i++) {
      IParserError error = parser.getError(i);
      errors.add(
          error.nodeOperator()
              + " "
              + error.nodeName()
              + " ("
              + error.node()
              + "): "
              + error.desc());
    }
    return String.join("; ", errors);
  }
}
