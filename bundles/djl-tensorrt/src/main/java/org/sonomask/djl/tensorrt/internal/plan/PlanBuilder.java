// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;

import ai.djl.engine.EngineException;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.sonomask.djl.tensorrt.Precision;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.internal.cpp.Address;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cpp.ProgressMonitor;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;
import org.sonomask.djl.tensorrt.internal.library.Presets;

/** Builds one plan. Needs a current CUDA context; without a GPU TensorRT ends the process. */
public final class PlanBuilder implements AutoCloseable {
  private static final int THREADS = 8;

  private final Owned owned = new Owned();
  private final TensorRtLog log = TensorRtLog.get();
  private final IBuilder builder;
  private final IBuilderConfig config;
  private final INetworkDefinition network;
  private final int batch;
  private final TensorRtOptions options;
  private ITimingCache timings;

  /**
   * Reads a model for one batch size.
   *
   * @throws EngineException if TensorRT's parser refuses it; the message says why
   */
  public PlanBuilder(Path model, TensorRtOptions options, int batch) {
    this.options = options;
    this.batch = batch;
    log.forget();
    try {
      builder = owned.own(require(createInferBuilder(log), "there is no builder"));
      builder.setMaxThreads(THREADS);
      network = owned.own(require(builder.createNetworkV2(flags()), "there is no network"));
      OnnxNetwork.read(model, network, batch, owned);
      config = owned.own(require(builder.createBuilderConfig(), "there is no configuration"));
      configure();
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  private int flags() {
    return options.precision() == Precision.TYPED
        ? 1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value
        : 0;
  }

  private void configure() {
    config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, options.workspace());
    config.setBuilderOptimizationLevel(options.level());
    if (options.precision() == Precision.FP32) {
      config.clearFlag(BuilderFlag.kTF32);
    }
    if (options.precision() == Precision.FP16 || options.precision() == Precision.MIXED) {
      config.setFlag(BuilderFlag.kFP16);
    }
    if (options.precision() != Precision.TYPED && LayerPrecision.apply(network, options) > 0) {
      config.setFlag(BuilderFlag.kPREFER_PRECISION_CONSTRAINTS);
    }
  }

  /** Lets it use timings of former builds; without, or with ones it refuses, it measures anew. */
  public void useTimings(Optional<ByteBuffer> former) {
    ByteBuffer bytes = former.orElse(ByteBuffer.allocateDirect(0));
    Pointer start =
        bytes.hasRemaining()
            ? new Address(com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(bytes)))
            : null;
    ITimingCache cache = config.createTimingCache(start, bytes.remaining());
    if (!Pointer.isNull(cache)) {
      timings = owned.own(cache);
      config.setTimingCache(timings, false);
    }
  }

  /**
   * Builds.
   *
   * @param listener whose word ends it; on threads of TensorRT
   * @return the plan, which lives until this is closed
   * @throws EngineException if TensorRT finds no way, or was told to end
   */
  public ByteBuffer build(ProgressMonitor.Listener listener) {
    log.forget();
    ProgressMonitor monitor = owned.own(new ProgressMonitor(Presets.glue(), listener));
    config.setProgressMonitor(monitor.pointer());
    IHostMemory plan = builder.buildSerializedNetwork(network, config);
    return bytes(
        owned.own(require(plan, "TensorRT makes no plan of the model for batches of " + batch)));
  }

  /** The timings, of former builds and of this one; live until this is closed. */
  public Optional<ByteBuffer> timings() {
    if (timings == null) {
      return Optional.empty();
    }
    IHostMemory serialised = timings.serialize();
    return Pointer.isNull(serialised)
        ? Optional.empty()
        : Optional.of(bytes(owned.own(serialised)));
  }

  private static ByteBuffer bytes(IHostMemory memory) {
    return new com.sun.jna.Pointer(memory.data().address()).getByteBuffer(0, memory.size());
  }

  private <T extends Pointer> T require(T object, String otherwise) {
    if (Pointer.isNull(object)) {
      throw new EngineException(log.explain(otherwise));
    }
    return object;
  }

  @Override
  public void close() {
    owned.close();
  }
}
