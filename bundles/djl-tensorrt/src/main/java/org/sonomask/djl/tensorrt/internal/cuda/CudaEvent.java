// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.ptr.LongByReference;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/** A point in a stream; a thread that waits for it sleeps. */
public final class CudaEvent implements Owned.Resource {
  private static final int BLOCKING = 1;
  private static final int WITHOUT_TIME = 2;

  private long handle;

  /** Makes one that has happened. */
  public CudaEvent() {
    LongByReference created = new LongByReference();
    CudaDriver.check(CudaDriver.cuEventCreate(created, BLOCKING | WITHOUT_TIME), "making an event");
    handle = created.getValue();
  }

  long handle() {
    return handle;
  }

  /** It happens when all that is on the stream now is done. */
  public void record(CudaStream stream) {
    CudaDriver.check(CudaDriver.cuEventRecord(handle, stream.handle()), "marking a stream");
  }

  /**
   * Waits for it.
   *
   * @throws CudaException if the GPU failed in the meantime
   */
  public void await() {
    CudaDriver.check(CudaDriver.cuEventSynchronize(handle), "what the GPU computed");
  }

  @Override
  public void close() {
    if (handle != 0) {
      CudaDriver.cuEventDestroy_v2(handle);
      handle = 0;
    }
  }
}
