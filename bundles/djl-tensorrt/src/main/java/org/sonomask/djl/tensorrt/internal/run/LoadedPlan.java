// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.ExecutionContextAllocationStrategy;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.internal.cpp.Address;
import org.sonomask.djl.tensorrt.internal.cpp.CppObject;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;

/** A plan in the GPU's memory. Owns its engine; contexts made of it are closed before. */
public final class LoadedPlan implements Owned.Resource {
  /** TensorRT's data types by number; those that DJL has no name for are not taken. */
  private static final DataType[] TYPES = {
    DataType.FLOAT32,
    DataType.FLOAT16,
    DataType.INT8,
    DataType.INT32,
    DataType.BOOLEAN,
    DataType.UINT8,
    null,
    DataType.BFLOAT16,
    DataType.INT64
  };

  private final ICudaEngine engine;
  private final int batch;
  private final List<TensorInfo> tensors = new ArrayList<>();

  /**
   * Loads a plan.
   *
   * @param plan as it was built, in direct memory
   * @param batch that it is for
   * @throws EngineException if TensorRT refuses it
   */
  public LoadedPlan(IRuntime runtime, ByteBuffer plan, int batch) {
    TensorRtLog.get().forget();
    this.batch = batch;
    Address start =
        new Address(com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(plan)));
    engine = runtime.deserializeCudaEngine(start, plan.remaining());
    if (Pointer.isNull(engine)) {
      throw new EngineException(TensorRtLog.get().explain("TensorRT does not load the plan"));
    }
    try {
      for (int i = 0; i < engine.getNbIOTensors(); i++) {
        tensors.add(tensor(engine.getIOTensorName(i)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private TensorInfo tensor(String name) {
    int type = engine.getTensorDataType(name).value;
    if (type >= TYPES.length || TYPES[type] == null) {
      throw new EngineException("tensor " + name + " has TensorRT's type " + type + ", unknown");
    }
    boolean input = engine.getTensorIOMode(name).value == TensorIOMode.kINPUT.value;
    try (Dims64 dimensions = engine.getTensorShape(name)) {
      long[] shape = new long[Math.max(dimensions.nbDims() - 1, 0)];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = dimensions.d(axis + 1);
      }
      if (dimensions.nbDims() == 0 || dimensions.d(0) != batch) {
        throw new EngineException(
            "the first dimension of " + name + " is not the batch, so that it cannot run here");
      }
      return new TensorInfo(name, input, TYPES[type], shape);
    }
  }

  /** Items of a batch. */
  public int batch() {
    return batch;
  }

  /** Inputs and outputs in the model's order. */
  public List<TensorInfo> tensors() {
    return tensors;
  }

  /** Scratch memory that a context needs while it computes, in bytes. */
  public long scratch() {
    return engine.getDeviceMemorySizeV2();
  }

  /** A context without scratch memory; the caller deletes it. */
  IExecutionContext newContext() {
    TensorRtLog.get().forget();
    IExecutionContext context =
        engine.createExecutionContext(ExecutionContextAllocationStrategy.kUSER_MANAGED);
    if (Pointer.isNull(context)) {
      throw new EngineException(
          TensorRtLog.get().explain("there is no memory to run the model in"));
    }
    return context;
  }

  @Override
  public void close() {
    CppObject.delete(engine);
  }
}
