// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cudaGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cudaHostRegister;
import static org.bytedeco.cuda.global.cudart.cudaHostUnregister;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamEndCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IProfiler;

/** An engine bound to one batch of windows; one thread at a time. Owns its device memory. */
final class Execution implements AutoCloseable {
  private static final int TO_DEVICE = 1;
  private static final int TO_HOST = 2;
  private static final int OWN_STREAM = 1;
  private static final int THREAD_LOCAL = 1;

  private final IExecutionContext context;
  private final CUstream_st stream = new CUstream_st();
  private final List<Copy> inputs = new ArrayList<>();
  private final Map<String, Copy> outputs = new LinkedHashMap<>();

  /** Host and device memory of one tensor. */
  private record Copy(ByteBuffer bytes, Pointer host, Pointer device) {

    void free() {
      cudaHostUnregister(host);
      cudaFree(device);
    }
  }

  Execution(ICudaEngine engine, Shown shown) throws RefusedException {
    this.context = engine.createExecutionContext();
    check(cudaStreamCreateWithFlags(stream, OWN_STREAM));
    Map<String, Shown.Input> given = shown.inputs();
    for (int i = 0; i < engine.getNbIOTensors(); i++) {
      String name = engine.getIOTensorName(i);
      if (engine.getTensorIOMode(name).value == TensorIOMode.kINPUT.value) {
        Shown.Input input = given.get(name);
        if (!context.setInputShape(name, dimensions(input.shape()))) {
          throw new RefusedException("the engine refuses the shape of " + name);
        }
        inputs.add(bind(name, input.bytes()));
      } else {
        outputs.put(name, bind(name, ByteBuffer.allocateDirect(shown.pixels())));
      }
    }
  }

  /** Copies in, computes, copies out and waits. */
  Map<String, byte[]> run() throws RefusedException {
    compute();
    Map<String, byte[]> results = new LinkedHashMap<>();
    outputs.forEach(
        (name, copy) -> {
          byte[] bytes = new byte[copy.bytes().capacity()];
          copy.bytes().duplicate().clear().get(bytes);
          results.put(name, bytes);
        });
    return results;
  }

  /**
   * The median time of a batch, in milliseconds.
   *
   * @param copies whether its copies to and from the GPU count too
   */
  double milliseconds(int rounds, boolean copies) throws RefusedException {
    CUgraphExec_st graph = record(copies);
    double[] times = new double[rounds];
    for (int i = -rounds / 5; i < rounds; i++) {
      long start = System.nanoTime();
      check(cudaGraphLaunch(graph, stream));
      check(cudaStreamSynchronize(stream));
      times[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
    }
    check(cudaGraphExecDestroy(graph));
    Arrays.sort(times);
    return times[rounds / 2];
  }

  /**
   * Windows a second of several contexts that take turns, copies included, each on a stream of its
   * own: while one copies, another computes.
   *
   * @param windows of a batch
   * @param rounds of each
   */
  static double windowsPerSecond(List<Execution> executions, int windows, int rounds)
      throws RefusedException {
    List<CUgraphExec_st> graphs = new ArrayList<>();
    for (Execution execution : executions) {
      graphs.add(execution.record(true));
    }
    long start = 0;
    for (int round = -rounds / 5; round <= rounds; round++) {
      start = round == 0 ? System.nanoTime() : start;
      for (int i = 0; i < graphs.size(); i++) {
        check(cudaStreamSynchronize(executions.get(i).stream));
        check(cudaGraphLaunch(graphs.get(i), executions.get(i).stream));
      }
    }
    for (Execution execution : executions) {
      check(cudaStreamSynchronize(execution.stream));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (CUgraphExec_st graph : graphs) {
      check(cudaGraphExecDestroy(graph));
    }
    return executions.size() * (rounds + 1.0) * windows / seconds;
  }

  /** A CUDA graph of one batch. */
  private CUgraphExec_st record(boolean copies) throws RefusedException {
    CUgraph_st graph = new CUgraph_st();
    CUgraphExec_st executable = new CUgraphExec_st();
    check(cudaStreamBeginCapture(stream, THREAD_LOCAL));
    if (copies) {
      queue();
    } else {
      enqueue();
    }
    check(cudaStreamEndCapture(stream, graph));
    check(cudaGraphInstantiate(executable, graph));
    return executable;
  }

  /** Runs once, and hands each layer's time to a profiler. */
  void profile(IProfiler profiler) throws RefusedException {
    context.setProfiler(profiler);
    enqueue();
    check(cudaStreamSynchronize(stream));
  }

  private void compute() throws RefusedException {
    queue();
    check(cudaStreamSynchronize(stream));
  }

  private void queue() throws RefusedException {
    for (Copy input : inputs) {
      check(
          cudaMemcpyAsync(
              input.device(), input.host(), input.bytes().capacity(), TO_DEVICE, stream));
    }
    enqueue();
    for (Copy output : outputs.values()) {
      check(
          cudaMemcpyAsync(
              output.host(), output.device(), output.bytes().capacity(), TO_HOST, stream));
    }
  }

  private void enqueue() throws RefusedException {
    if (!context.enqueueV3(stream)) {
      throw new RefusedException("the engine does not run; see the log's errors");
    }
  }

  private Copy bind(String name, ByteBuffer bytes) throws RefusedException {
    Pointer device = new Pointer((Pointer) null);
    check(cudaMalloc(device, bytes.capacity()));
    if (!context.setTensorAddress(name, device)) {
      throw new RefusedException("the engine refuses memory for " + name);
    }
    BytePointer host = new BytePointer(bytes);
    check(cudaHostRegister(host, bytes.capacity(), 0));
    return new Copy(bytes, host, device);
  }

  private static Dims64 dimensions(long... shape) {
    Dims64 dimensions = new Dims64();
    dimensions.nbDims(shape.length);
    for (int axis = 0; axis < shape.length; axis++) {
      dimensions.d(axis, shape[axis]);
    }
    return dimensions;
  }

  private static void check(int status) throws RefusedException {
    if (status != 0) {
      throw new RefusedException("CUDA: " + cudaGetErrorString(status).getString());
    }
  }

  @Override
  public void close() {
    context.close();
    inputs.forEach(Copy::free);
    outputs.values().forEach(Copy::free);
  }
}
