// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.ptr.LongByReference;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/**
 * The primary context of a GPU, which CUDA's runtime inside of TensorRT shares. Thread-safe; each
 * thread makes it current before it calls anything of CUDA or TensorRT.
 */
public final class CudaContext implements Owned.Resource {
  private final CudaDevice device;
  private final long handle;

  /** Retains the context of a GPU. */
  public CudaContext(CudaDevice device) {
    CudaDriver.require();
    LongByReference context = new LongByReference();
    CudaDriver.check(
        CudaDriver.cuDevicePrimaryCtxRetain(context, device.ordinal()),
        "opening GPU " + device.ordinal());
    this.device = device;
    this.handle = context.getValue();
    makeCurrent();
  }

  /** The GPU. */
  public CudaDevice device() {
    return device;
  }

  /** Makes it the calling thread's. */
  public void makeCurrent() {
    CudaDriver.check(CudaDriver.cuCtxSetCurrent(handle), "choosing the GPU");
  }

  /** Bytes of the GPU's memory that nobody uses now. */
  public long freeMemory() {
    makeCurrent();
    LongByReference free = new LongByReference();
    CudaDriver.check(
        CudaDriver.cuMemGetInfo_v2(free, new LongByReference()), "asking for the GPU's memory");
    return free.getValue();
  }

  /** Releases it; whatever was made in it is closed before. */
  @Override
  public void close() {
    CudaDriver.cuDevicePrimaryCtxRelease_v2(device.ordinal());
  }
}
