// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.onnx.OnnxModel;

/** The exported model on ONNX Runtime. */
final class OnnxInterpreter implements Interpreter {
  private static final int SIZE = 224;

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Map<String, float[]> run(ReferenceCase reference, boolean forced) throws Exception {
    Path file = Files.createTempFile("parity", ".onnx");
    try {
      Set<String> shown = new HashSet<>(reference.shapes().keySet());
      Set<String> masks = forced ? Set.copyOf(reference.masks()) : Set.of();
      OnnxModel.clip(reference.config(), reference.weights(), reference.frames(), shown, masks)
          .write(file);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
        return run(session, reference);
      }
    } finally {
      Files.delete(file);
    }
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
            new long[] {frames, 1, 96, 64}));
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
