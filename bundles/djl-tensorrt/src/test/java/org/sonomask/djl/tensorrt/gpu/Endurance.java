// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtSlot;
import org.sonomask.djl.tensorrt.internal.cuda.CudaContext;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;

/** Memory of the GPU and of the process over time. */
final class Endurance {
  private static final int BATCHES = 1000;
  private static final int MODELS = 6;
  private static final long GPU_SLACK = 4L << 20;
  private static final long HOST_SLACK_KB = 16 << 10;
  private static final long MODELS_SLACK_KB = 64 << 10;

  private final Subject subject;

  Endurance(Subject subject) {
    this.subject = subject;
  }

  String batches() throws Exception {
    try (CudaContext context = new CudaContext(CudaDevice.of(0));
        TensorRtNetwork network = subject.network();
        TensorRtSlot slot = network.newSlot()) {
      for (int i = 0; i < BATCHES / 5; i++) {
        slot.run(1 + i % network.maxBatch());
      }
      long gpu = context.freeMemory();
      long host = residentKilobytes();
      for (int i = 0; i < BATCHES; i++) {
        slot.run(1 + i % network.maxBatch());
      }
      long moreGpu = gpu - context.freeMemory();
      long moreHost = residentKilobytes() - host;
      String told = "GPU " + moreGpu + " bytes more, process " + moreHost + " kB more";
      LoadChecks.require(moreGpu < GPU_SLACK && moreHost < HOST_SLACK_KB, told);
      return told;
    }
  }

  String models() throws Exception {
    try (CudaContext context = new CudaContext(CudaDevice.of(0))) {
      cycle();
      cycle();
      long gpu = context.freeMemory();
      long host = residentKilobytes();
      for (int i = 0; i < MODELS; i++) {
        cycle();
      }
      long moreGpu = gpu - context.freeMemory();
      long moreHost = residentKilobytes() - host;
      String told =
          MODELS + " times: GPU " + moreGpu + " bytes more, process " + moreHost + " kB more";
      LoadChecks.require(moreGpu < GPU_SLACK && moreHost < MODELS_SLACK_KB, told);
      return told;
    }
  }

  private void cycle() throws Exception {
    try (TensorRtNetwork network = subject.network();
        TensorRtSlot first = network.newSlot();
        TensorRtSlot second = network.newSlot()) {
      first.run(1);
      second.run(network.maxBatch());
    }
    System.gc();
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no RssAnon");
  }
}
