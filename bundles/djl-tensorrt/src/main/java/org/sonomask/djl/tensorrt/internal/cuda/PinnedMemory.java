// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/**
 * Memory of the host that stays where it is, so that the GPU copies from and to it by itself. Its
 * buffer must not be touched after {@link #close}.
 */
public final class PinnedMemory implements Owned.Resource {
  private static final int PORTABLE = 1;

  private final ByteBuffer buffer;
  private long address;

  /**
   * Allocates, and sets to zero.
   *
   * @throws CudaException if there is not so much
   */
  public PinnedMemory(int bytes) {
    PointerByReference allocated = new PointerByReference();
    CudaDriver.check(
        CudaDriver.cuMemHostAlloc(allocated, Math.max(bytes, 1), PORTABLE),
        "allocating " + bytes + " bytes of pinned memory");
    Pointer pointer = allocated.getValue();
    pointer.setMemory(0, bytes, (byte) 0);
    address = Pointer.nativeValue(pointer);
    buffer = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** The memory. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Where it is. */
  public long address() {
    return address;
  }

  @Override
  public void close() {
    if (address != 0) {
      CudaDriver.cuMemFreeHost(address);
      address = 0;
    }
  }
}
