// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A model on ONNX Runtime's CPU provider. */
final class Reference implements Computation {
  /** Few, for engines are built at the same time. */
  private static final int THREADS = 4;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  Reference(Path model) throws OrtException {
    this(model, OptLevel.ALL_OPT);
  }

  private Reference(Path model, OptLevel level) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(THREADS);
    options.setOptimizationLevel(level);
    this.session = environment.createSession(model.toString(), options);
  }

  /** Operator after operator, so that what is rounded in the graph is rounded. */
  static Reference asWritten(Path model) throws OrtException {
    return new Reference(model, OptLevel.NO_OPT);
  }

  /** T, how many log-mel examples a window has. */
  int examples() throws OrtException {
    return Integer.parseInt(
        session.getMetadata().getCustomMetadata().get("sonomask.audio_examples"));
  }

  /** The model's name. */
  String model() throws OrtException {
    return session.getMetadata().getCustomMetadata().get("sonomask.model");
  }

  @Override
  public OptionalInt batch() throws OrtException {
    long rows = ((TensorInfo) session.getInputInfo().get("frame").getInfo()).getShape()[0];
    return rows < 0 ? OptionalInt.empty() : OptionalInt.of((int) rows);
  }

  @Override
  public Map<String, byte[]> run(Shown shown) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (Map.Entry<String, Shown.Input> input : shown.inputs().entrySet()) {
      inputs.put(input.getKey(), tensor(input.getKey(), input.getValue()));
    }
    try (OrtSession.Result result = session.run(inputs)) {
      Map<String, byte[]> outputs = new HashMap<>();
      for (String name : session.getOutputNames()) {
        ByteBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        outputs.put(name, bytes);
      }
      return outputs;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(String name, Shown.Input input) throws OrtException {
    if (name.equals("log_mel")) {
      return OnnxTensor.createTensor(environment, input.bytes().asFloatBuffer(), input.shape());
    }
    return OnnxTensor.createTensor(environment, input.bytes(), input.shape(), OnnxJavaType.UINT8);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
