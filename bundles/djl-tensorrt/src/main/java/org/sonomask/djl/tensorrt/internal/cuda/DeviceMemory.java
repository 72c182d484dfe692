// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.ptr.LongByReference;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/** Memory on the GPU whose context is current; set to zero. */
public final class DeviceMemory implements Owned.Resource {
  private final long bytes;
  private long address;

  /**
   * Allocates.
   *
   * @throws CudaException if there is not so much
   */
  public DeviceMemory(long bytes) {
    this.bytes = bytes;
    LongByReference allocated = new LongByReference();
    String what = "allocating " + bytes + " bytes on the GPU";
    CudaDriver.check(CudaDriver.cuMemAlloc_v2(allocated, Math.max(bytes, 1)), what);
    address = allocated.getValue();
    int code = CudaDriver.cuMemsetD8_v2(address, (byte) 0, Math.max(bytes, 1));
    if (code != 0) {
      close();
      CudaDriver.check(code, "clearing memory on the GPU");
    }
  }

  /** Where it is, for the GPU. */
  public long address() {
    return address;
  }

  /** How much it is. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (address != 0) {
      CudaDriver.cuMemFree_v2(address);
      address = 0;
    }
  }
}
