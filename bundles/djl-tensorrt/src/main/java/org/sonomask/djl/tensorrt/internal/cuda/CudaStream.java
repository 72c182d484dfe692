// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.ptr.LongByReference;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/** What the GPU does in order. Used by one thread at a time, in the context it was made in. */
public final class CudaStream implements Owned.Resource {
  private static final int NON_BLOCKING = 1;
  private static final int CAPTURE_OF_THIS_THREAD = 1;

  private long handle;

  /** Makes one that does not wait for the default stream. */
  public CudaStream() {
    LongByReference created = new LongByReference();
    CudaDriver.check(CudaDriver.cuStreamCreate(created, NON_BLOCKING), "making a stream");
    handle = created.getValue();
  }

  /** Its address, for TensorRT. */
  public long handle() {
    return handle;
  }

  /** Copies from pinned memory to the GPU. */
  public void copyIn(DeviceMemory to, PinnedMemory from, long bytes) {
    CudaDriver.check(
        CudaDriver.cuMemcpyHtoDAsync_v2(to.address(), from.address(), bytes, handle),
        "copying to the GPU");
  }

  /** Copies from the GPU to pinned memory. */
  public void copyOut(PinnedMemory to, DeviceMemory from, long bytes) {
    CudaDriver.check(
        CudaDriver.cuMemcpyDtoHAsync_v2(to.address(), from.address(), bytes, handle),
        "copying from the GPU");
  }

  /** What comes after waits for an event. */
  public void await(CudaEvent event) {
    CudaDriver.check(CudaDriver.cuStreamWaitEvent(handle, event.handle(), 0), "waiting on the GPU");
  }

  /** Waits until all of it is done. */
  public void synchronise() {
    CudaDriver.check(CudaDriver.cuStreamSynchronize(handle), "what the GPU computed");
  }

  /**
   * Makes a graph of what is put on the stream.
   *
   * @param work puts it there, and does nothing else with CUDA
   */
  public CudaGraph capture(Runnable work) {
    CudaDriver.check(
        CudaDriver.cuStreamBeginCapture_v2(handle, CAPTURE_OF_THIS_THREAD), "starting a graph");
    LongByReference graph = new LongByReference();
    int ended;
    try {
      work.run();
    } finally {
      ended = CudaDriver.cuStreamEndCapture(handle, graph);
    }
    CudaDriver.check(ended, "making a graph");
    return new CudaGraph(graph.getValue());
  }

  @Override
  public void close() {
    if (handle != 0) {
      CudaDriver.cuStreamDestroy_v2(handle);
      handle = 0;
    }
  }
}
