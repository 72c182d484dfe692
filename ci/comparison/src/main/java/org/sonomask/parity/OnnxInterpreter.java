// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.TorchFile;
import org.sonomask.combo.checkpoint.Weights;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * The exported model on ONNX Runtime; the weights may first go through an official-style
 * checkpoint.
 */
final class OnnxInterpreter implements Interpreter {
  private static final int SIZE = 224;

  private final boolean checkpoint;

  /**
   * Chooses the way of the weights.
   *
   * @param checkpoint whether they are written to a .pth and read from it
   */
  OnnxInterpreter(boolean checkpoint) {
    this.checkpoint = checkpoint;
  }

  @Override
  public String name() {
    return checkpoint ? "pth" : "onnx";
  }

  @Override
  public List<Boolean> forces() {
    return checkpoint ? List.of(false) : List.of(true, false);
  }

  @Override
  public Map<String, float[]> run(ReferenceCase reference, boolean forced) throws Exception {
    Path folder = Files.createTempDirectory("parity");
    Path model = folder.resolve("model.onnx");
    Path weights = folder.resolve("model.pth");
    try {
      export(reference, forced, model, weights);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
        return run(session, reference);
      }
    } finally {
      Files.deleteIfExists(model);
      Files.deleteIfExists(weights);
      Files.delete(folder);
    }
  }

  private void export(ReferenceCase reference, boolean forced, Path model, Path weights)
      throws IOException {
    if (!checkpoint) {
      export(reference, forced, reference.weights(), model);
      return;
    }
    Collection<Parameter> parameters = new Combo(reference.config()).parameters();
    TorchFile.write(weights, parameters, reference.weights(), 0);
    try (Checkpoint read = Checkpoint.open(weights)) {
      export(reference, forced, Weights.of(read, parameters), model);
    }
  }

  private static void export(
      ReferenceCase reference, boolean forced, ParameterSource source, Path model)
      throws IOException {
    Set<String> shown = new HashSet<>(reference.shapes().keySet());
    Set<String> masks = forced ? Set.copyOf(reference.masks()) : Set.of();
    boolean[] valid = reference.seconds() == reference.frames() ? null : reference.valid();
    OnnxModel.clip(reference.config(), source, reference.frames(), valid, shown, masks)
        .write(model);
  }

  private static Map<String, float[]> run(OrtSession session, ReferenceCase reference)
      throws OrtException {
    Map<String, OnnxTensor> inputs = inputs(reference);
    for (String mask : reference.masks()) {
      if (session.getInputNames().contains("forced_" + mask)) {
        inputs.put("forced_" + mask, bytes(reference.mask(mask), reference.shapes().get(mask)));
      }
    }
    Map<String, float[]> outputs = new HashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (String name : session.getOutputNames()) {
        outputs.put(name, floats((OnnxTensor) result.get(name).orElseThrow()));
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  private static Map<String, OnnxTensor> inputs(ReferenceCase reference) throws OrtException {
    CaseInput input = CaseInput.of(reference);
    int frames = reference.frames();
    long[] shape = {frames, SIZE, SIZE, 3};
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("frame", bytes(input.frames(), shape));
    inputs.put("maskige", bytes(input.maskiges(), shape));
    inputs.put(
        "log_mel",
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(),
            FloatBuffer.wrap(input.logMels()),
            new long[] {reference.seconds(), 1, 96, 64}));
    return inputs;
  }

  private static OnnxTensor bytes(byte[] values, long[] shape) throws OrtException {
    ByteBuffer direct = ByteBuffer.allocateDirect(values.length).put(values).flip();
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), direct, shape, OnnxJavaType.UINT8);
  }

  private static float[] floats(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    return switch (info.type) {
      case FLOAT -> {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        yield values;
      }
      case INT64 -> {
        LongBuffer buffer = tensor.getLongBuffer();
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = buffer.get(i);
        }
        yield values;
      }
      default -> {
        ByteBuffer buffer = tensor.getByteBuffer();
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = buffer.get(i) & 0xFF;
        }
        yield values;
      }
    };
  }
}
