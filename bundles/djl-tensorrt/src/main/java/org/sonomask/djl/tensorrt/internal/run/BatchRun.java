// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import ai.djl.engine.EngineException;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.djl.tensorrt.internal.cpp.Address;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;
import org.sonomask.djl.tensorrt.internal.cuda.CudaGraph;
import org.sonomask.djl.tensorrt.internal.cuda.CudaStream;
import org.sonomask.djl.tensorrt.internal.cuda.DeviceMemory;

/** A plan bound to one slot's memory: its context, and its CUDA graph where TensorRT allows one. */
final class BatchRun implements Owned.Resource {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  private final Owned owned = new Owned();
  private final IExecutionContext context;
  private final CUstream_st stream;
  private final CudaGraph graph;

  /**
   * Runs the plan once on whatever the memory holds, for TensorRT prepares itself then, and
   * captures its graph.
   *
   * @param memory of the plan's tensors in their order
   * @param scratch of which nobody else makes use now
   */
  BatchRun(LoadedPlan plan, DeviceMemory[] memory, DeviceMemory scratch, CudaStream stream) {
    this.stream = new CUstream_st(new Address(stream.handle()));
    context = owned.own(plan.newContext());
    try {
      context.setDeviceMemoryV2(new Address(scratch.address()), scratch.bytes());
      for (int i = 0; i < memory.length; i++) {
        bind(plan.tensors().get(i).name(), memory[i]);
      }
      enqueue();
      stream.synchronise();
      graph = capture(stream, plan.batch());
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  private void bind(String tensor, DeviceMemory memory) {
    if (!context.setTensorAddress(tensor, new Address(memory.address()))) {
      throw new EngineException(TensorRtLog.get().explain("TensorRT refuses memory for " + tensor));
    }
  }

  private CudaGraph capture(CudaStream on, int batch) {
    try {
      return owned.own(on.capture(this::enqueue));
    } catch (EngineException refused) {
      LOG.info("batches of {} run without a CUDA graph: {}", batch, refused.getMessage());
      return null;
    }
  }

  /** Puts the computation on the slot's stream. */
  void launch(CudaStream on) {
    if (graph == null) {
      enqueue();
    } else {
      graph.launch(on);
    }
  }

  private void enqueue() {
    if (!context.enqueueV3(stream)) {
      throw new EngineException(TensorRtLog.get().explain("TensorRT does not run the model"));
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
