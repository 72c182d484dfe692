// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import java.nio.ByteBuffer;
import java.util.List;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.TensorRtSlot;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;
import org.sonomask.djl.tensorrt.internal.cuda.CudaContext;
import org.sonomask.djl.tensorrt.internal.cuda.CudaEvent;
import org.sonomask.djl.tensorrt.internal.cuda.CudaStream;
import org.sonomask.djl.tensorrt.internal.cuda.DeviceMemory;
import org.sonomask.djl.tensorrt.internal.cuda.PinnedMemory;

/** A stream with pinned and device memory for the largest batch, and a run for each size. */
final class PinnedSlot implements TensorRtSlot {
  private final Owned owned = new Owned();
  private final CudaContext context;
  private final Turn turn;
  private final Batches batches;
  private final List<TensorInfo> tensors;
  private final PinnedMemory[] host;
  private final DeviceMemory[] device;
  private final int[] itemBytes;
  private final BatchRun[] runs;
  private final CudaStream stream;
  private final CudaEvent computed;
  private final CudaEvent done;
  private boolean closed;

  /**
   * @param scratch for the computation; shared by slots that compute in turn, or null for its own
   */
  PinnedSlot(CudaContext context, List<LoadedPlan> plans, Turn turn, DeviceMemory scratch) {
    this.context = context;
    this.turn = turn;
    batches = new Batches(plans.stream().map(LoadedPlan::batch).toList());
    LoadedPlan largest = plans.get(plans.size() - 1);
    tensors = largest.tensors();
    host = new PinnedMemory[tensors.size()];
    device = new DeviceMemory[tensors.size()];
    itemBytes = new int[tensors.size()];
    runs = new BatchRun[plans.size()];
    context.makeCurrent();
    try {
      stream = owned.own(new CudaStream());
      computed = owned.own(new CudaEvent());
      done = owned.own(new CudaEvent());
      for (int i = 0; i < host.length; i++) {
        itemBytes[i] = tensors.get(i).itemBytes();
        int bytes = Math.multiplyExact(itemBytes[i], largest.batch());
        host[i] = owned.own(new PinnedMemory(bytes));
        device[i] = owned.own(new DeviceMemory(bytes));
      }
      DeviceMemory used = scratch == null ? owned.own(scratch(plans)) : scratch;
      turn.alone(stream, () -> prepare(plans, used));
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  private void prepare(List<LoadedPlan> plans, DeviceMemory scratch) {
    for (int i = 0; i < runs.length; i++) {
      runs[i] = owned.own(new BatchRun(plans.get(i), device, scratch, stream));
    }
  }

  /** Enough for any of the plans. */
  static DeviceMemory scratch(List<LoadedPlan> plans) {
    return new DeviceMemory(plans.stream().mapToLong(LoadedPlan::scratch).max().orElse(0));
  }

  @Override
  public ByteBuffer memory(String tensor) {
    for (int i = 0; i < host.length; i++) {
      if (tensors.get(i).name().equals(tensor)) {
        return host[i].buffer();
      }
    }
    throw new IllegalArgumentException(
        "there is no tensor '"
            + tensor
            + "'; there are "
            + tensors.stream().map(TensorInfo::name).toList());
  }

  @Override
  public void run(int count) {
    if (closed) {
      throw new IllegalStateException("the slot is closed");
    }
    BatchRun run = runs[batches.of(count)];
    context.makeCurrent();
    for (int i = 0; i < host.length; i++) {
      if (tensors.get(i).input()) {
        stream.copyIn(device[i], host[i], (long) itemBytes[i] * count);
      }
    }
    turn.launch(run, stream, computed);
    for (int i = 0; i < host.length; i++) {
      if (!tensors.get(i).input()) {
        stream.copyOut(host[i], device[i], (long) itemBytes[i] * count);
      }
    }
    done.record(stream);
    done.await();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      context.makeCurrent();
      turn.forget(computed);
      owned.close();
    }
  }
}
