// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtSlot;
import org.sonomask.djl.tensorrt.TensorRtUnavailableException;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;
import org.sonomask.djl.tensorrt.internal.cuda.CudaContext;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.cuda.DeviceMemory;
import org.sonomask.djl.tensorrt.internal.library.LibrarySearch;
import org.sonomask.djl.tensorrt.internal.library.Presets;
import org.sonomask.djl.tensorrt.internal.library.TensorRtLibraries;

/** Owns the context of the GPU, TensorRT's runtime and the loaded plans. */
public final class GpuNetwork implements TensorRtNetwork {
  private final Owned owned = new Owned();
  private final CudaContext context;
  private final List<LoadedPlan> plans = new ArrayList<>();
  private final Turn turn;
  private final DeviceMemory scratch;
  private final PlanSource source;
  private final String place;
  private boolean closed;

  /**
   * Loads a model; builds the plans that the cache does not hold, which takes minutes.
   *
   * @param device that is there, for without a GPU TensorRT would end the process
   * @throws TensorRtUnavailableException if there is no TensorRT
   * @throws IOException if the file cannot be read, or plans cannot be kept
   * @throws EngineException if TensorRT or the GPU refuses
   */
  public GpuNetwork(Path model, CudaDevice device, TensorRtOptions options, BuildListener listener)
      throws TensorRtUnavailableException, IOException {
    TensorRtLibraries libraries = Presets.load(LibrarySearch.ofProcess(options.cache()));
    place = device.name() + ", TensorRT " + libraries.version();
    try {
      context = owned.own(new CudaContext(device));
      IRuntime runtime = createInferRuntime(TensorRtLog.get());
      if (Pointer.isNull(runtime)) {
        throw new EngineException(TensorRtLog.get().explain("TensorRT does not start"));
      }
      owned.own(runtime);
      source = new PlanSource(model, options, device, libraries.version(), listener);
      for (int batch : options.batches()) {
        plans.add(owned.own(source.load(runtime, batch)));
      }
      turn = new Turn(options.sideBySide());
      scratch = options.sideBySide() ? null : owned.own(PinnedSlot.scratch(plans));
    } catch (RuntimeException | IOException | Error e) {
      owned.close();
      throw e;
    }
  }

  @Override
  public List<TensorInfo> tensors() {
    return List.copyOf(plans.get(0).tensors());
  }

  @Override
  public int maxBatch() {
    return plans.get(plans.size() - 1).batch();
  }

  @Override
  public int built() {
    return source.built();
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public synchronized TensorRtSlot newSlot() {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
    return new PinnedSlot(context, plans, turn, scratch);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      context.makeCurrent();
      owned.close();
    }
  }
}
