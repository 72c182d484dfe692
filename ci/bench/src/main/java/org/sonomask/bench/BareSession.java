// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sonomask.api.SegmenterInfo;

/** ONNX Runtime alone, with its own choice of threads, on windows that are tensors already. */
final class BareSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();

  BareSession(Path model, SegmenterInfo info, List<RecordedWindow> windows) throws OrtException {
    session = environment.createSession(model.toString());
    long height = info.height();
    long width = info.width();
    for (RecordedWindow window : windows) {
      inputs.add(
          Map.of(
              "frame", bytes(window.frame(), 1, height, width, 3),
              "prior", bytes(window.prior(), 1, height, width),
              "log_mel", floats(window.logMel(), 1, info.audioExamples(), 96, 64)));
    }
  }

  private OnnxTensor bytes(byte[] values, long... shape) throws OrtException {
    ByteBuffer memory = ByteBuffer.allocateDirect(values.length).put(values).flip();
    return OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.UINT8);
  }

  private OnnxTensor floats(float[] values, long... shape) throws OrtException {
    FloatBuffer memory =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values)
            .flip();
    return OnnxTensor.createTensor(environment, memory, shape);
  }

  /** Runs one window after the other for so many seconds. */
  CpuBench.Turn run(double seconds) throws OrtException {
    long start = System.nanoTime();
    long cpu = ProcessClock.nanos();
    int windows = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      session.run(inputs.get(windows % inputs.size())).close();
      windows++;
    }
    double taken = (System.nanoTime() - start) / 1e9;
    return new CpuBench.Turn(windows / taken, (ProcessClock.nanos() - cpu) / 1e6 / windows);
  }

  @Override
  public void close() throws OrtException {
    for (Map<String, OnnxTensor> window : inputs) {
      window.values().forEach(OnnxTensor::close);
    }
    session.close();
  }
}
