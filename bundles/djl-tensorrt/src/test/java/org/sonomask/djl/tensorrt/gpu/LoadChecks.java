// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.ZooModel;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.TensorRtModel;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.run.GpuNetwork;

/** Loading through DJL, and right results. */
final class LoadChecks {
  private static final int COUNT = 3;
  private static final double ALIKE = 0.99;

  private final Subject subject;

  LoadChecks(Subject subject) {
    this.subject = subject;
  }

  String whatIsThere() {
    TensorRtReport report = TensorRtReport.examine();
    require(report.usable(), report.toString());
    return report.toString();
  }

  String firstLoad() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    AtomicReference<String> lines = new AtomicReference<>("");
    BuildListener listener =
        progress -> {
          int percent = (int) (progress.done() * 100);
          String line = progress.plan() + "/" + progress.plans() + " " + percent / 10 * 10 + " %";
          if (!lines.getAndSet(line).equals(line)) {
            System.out.println("  plan " + line + " " + progress.phase());
          }
          heard.incrementAndGet();
          return true;
        };
    try (TensorRtNetwork network =
        new GpuNetwork(subject.model(), CudaDevice.of(0), subject.options(), listener)) {
      int plans = subject.batches().split(",").length;
      boolean before = network.built() == 0;
      require(before || network.built() == plans, network.built() + " plans built, not " + plans);
      require(before || heard.get() > 10, "progress was told " + heard + " times");
      return network.place() + (before ? ", built before" : ", told " + heard + " times");
    }
  }

  String secondLoad() throws Exception {
    try (ZooModel<NDList, NDList> model = subject.load(subject.model())) {
      TensorRtNetwork network = ((TensorRtModel) model.getWrappedModel()).network();
      require(network.built() == 0, network.built() + " plans built");
      return network.tensors().toString();
    }
  }

  /** Three items in a plan for more, through a predictor, against ONNX Runtime on the processor. */
  String labels() throws Exception {
    try (ZooModel<NDList, NDList> model = subject.load(subject.model());
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      NDList inputs = new NDList();
      TensorRtNetwork network = ((TensorRtModel) model.getWrappedModel()).network();
      Map<String, ByteBuffer> given = new HashMap<>();
      for (TensorInfo tensor : network.tensors()) {
        if (tensor.input()) {
          given.put(tensor.name(), Inputs.of(tensor, COUNT));
          NDArray array =
              manager.create(given.get(tensor.name()), tensor.batch(COUNT), tensor.type());
          array.setName(tensor.name());
          inputs.add(array);
        }
      }
      NDList outputs = predictor.predict(inputs);
      StringBuilder told = new StringBuilder();
      Map<String, byte[]> expected = reference(network, given);
      for (NDArray output : outputs) {
        told.append(compare(output, expected.get(output.getName()))).append(' ');
      }
      return told.toString();
    }
  }

  private static String compare(NDArray output, byte[] expected) {
    ByteBuffer actual = output.toByteBuffer();
    int different = 0;
    boolean[] seen = new boolean[256];
    long gap = 0;
    for (int i = 0; i < expected.length; i++) {
      different += expected[i] == actual.get(i) ? 0 : 1;
      gap += Math.abs((expected[i] & 0xFF) - (actual.get(i) & 0xFF));
      seen[expected[i] & 0xFF] = true;
    }
    double alike = 1 - (double) different / expected.length;
    int values = 0;
    for (boolean value : seen) {
      values += value ? 1 : 0;
    }
    String told =
        String.format(
            "%s: %.4f alike, %d values, mean gap %.3f",
            output.getName(), alike, values, (double) gap / expected.length);
    require(!output.getName().equals("labels") || alike >= ALIKE, told);
    return told;
  }

  private Map<String, byte[]> reference(TensorRtNetwork network, Map<String, ByteBuffer> given)
      throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, byte[]> outputs = new HashMap<>();
    try (OrtSession session = environment.createSession(subject.model().toString())) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      for (TensorInfo tensor : network.tensors()) {
        if (tensor.input()) {
          ByteBuffer bytes = given.get(tensor.name());
          long[] shape = tensor.batch(COUNT).getShape();
          inputs.put(
              tensor.name(),
              tensor.type().isFloating()
                  ? OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape)
                  : OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8));
        }
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (String name : session.getOutputNames()) {
          ByteBuffer bytes = ((OnnxTensor) result.get(name).orElseThrow()).getByteBuffer();
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          outputs.put(name, copy);
        }
      }
      inputs.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
