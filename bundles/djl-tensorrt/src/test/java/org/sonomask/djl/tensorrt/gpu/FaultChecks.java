// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.ModelHash;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.djl.tensorrt.TensorRtSlot;
import org.sonomask.djl.tensorrt.internal.cuda.CudaContext;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.cuda.CudaException;
import org.sonomask.djl.tensorrt.internal.cuda.DeviceMemory;
import org.sonomask.djl.tensorrt.internal.plan.PlanKey;
import org.sonomask.djl.tensorrt.internal.plan.PlanStore;
import org.sonomask.djl.tensorrt.internal.run.GpuNetwork;

/** What goes wrong is an exception, and the process goes on. */
final class FaultChecks {
  private static final int WRONG_SIDE = 10;
  private static final long TOO_MUCH = 1L << 44;

  private final Subject subject;

  FaultChecks(Subject subject) {
    this.subject = subject;
  }

  String damagedPlan() throws Exception {
    build();
    Path file = store().file(key());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), channel.size() / 2);
    }
    return anew();
  }

  String refusedPlan() throws Exception {
    store().keep(key(), ByteBuffer.allocateDirect(100_000));
    return anew();
  }

  private String anew() throws Exception {
    int built = build();
    LoadChecks.require(built == 1, built + " plans built");
    built = build();
    LoadChecks.require(built == 0, built + " plans built a second time");
    return "built once more, and kept";
  }

  private int build() throws Exception {
    try (TensorRtNetwork network =
            new GpuNetwork(subject.model(), CudaDevice.of(0), subject.small(), BuildListener.NONE);
        TensorRtSlot slot = network.newSlot()) {
      slot.run(1);
      return network.built();
    }
  }

  private PlanStore store() {
    return new PlanStore(subject.cache());
  }

  private PlanKey key() throws Exception {
    CudaDevice device = CudaDevice.of(0);
    return PlanKey.of(
        ModelHash.of(subject.model()),
        device.name() + " " + device.major() + "." + device.minor(),
        TensorRtReport.examine().version(),
        subject.small(),
        1);
  }

  String wrongShapes() throws Exception {
    try (ZooModel<NDList, NDList> model = subject.load(subject.model());
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      Shape shape = new Shape(1, WRONG_SIDE, WRONG_SIDE, 3);
      NDList wrong = new NDList();
      for (int i = 0; i < 3; i++) {
        wrong.add(manager.zeros(shape, DataType.UINT8));
      }
      return refused(() -> predictor.predict(wrong));
    }
  }

  String tooLarge() throws Exception {
    try (TensorRtNetwork network = subject.network();
        TensorRtSlot slot = network.newSlot()) {
      return refused(() -> slot.run(network.maxBatch() + 1));
    }
  }

  String outOfMemory() throws Exception {
    try (CudaContext context = new CudaContext(CudaDevice.of(0))) {
      context.makeCurrent();
      try (DeviceMemory never = new DeviceMemory(TOO_MUCH)) {
        throw new IllegalStateException(never.bytes() + " bytes were there");
      } catch (CudaException e) {
        LoadChecks.require(e.isOutOfMemory(), e.getMessage());
        return e.getMessage();
      }
    }
  }

  String noModel() throws Exception {
    Path file = Files.write(subject.folder().resolve("none.onnx"), new byte[] {8, 7, 6, 5});
    return refused(() -> subject.load(file).close());
  }

  String truncatedModel() throws Exception {
    byte[] whole = Files.readAllBytes(subject.model());
    Path file = subject.folder().resolve("half.onnx");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    return refused(() -> subject.load(file).close());
  }

  String endedBuild() throws Exception {
    TensorRtOptions other =
        TensorRtOptions.parse(
            0, java.util.Map.of("batches", "2", "level", "1", "cache", subject.cache().toString()));
    return refused(
        () -> new GpuNetwork(subject.model(), CudaDevice.of(0), other, progress -> false).close());
  }

  /** Takes the scratch memory away from under a computation; the context does not survive that. */
  String gpuFault() throws Exception {
    TensorRtNetwork network = subject.network();
    TensorRtSlot slot = network.newSlot();
    slot.run(1);
    Field scratch = GpuNetwork.class.getDeclaredField("scratch");
    scratch.setAccessible(true);
    ((DeviceMemory) scratch.get(network)).close();
    String first = refused(() -> slot.run(network.maxBatch()));
    String second = refused(() -> slot.run(1));
    slot.close();
    network.close();
    return first + "; then " + second + "; closed";
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String refused(Attempt attempt) throws Exception {
    try {
      attempt.run();
    } catch (Exception e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      boolean told =
          root instanceof EngineException
              || root instanceof IllegalArgumentException
              || e instanceof ai.djl.ModelException;
      LoadChecks.require(told, "not as expected: " + e + " of " + root);
      return String.valueOf(root.getMessage()).replace('\n', ' ');
    }
    throw new IllegalStateException("nothing was refused");
  }
}
