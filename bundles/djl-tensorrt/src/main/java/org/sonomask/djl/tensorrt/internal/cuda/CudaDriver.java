// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of the CUDA driver API that are used here, as its reference names them; handles and
 * addresses are {@code long}. Those of the steady state allocate nothing.
 */
final class CudaDriver {
  private static final String LIBRARY = "libcuda.so.1";

  /** Why the driver cannot be used, or null. */
  private static final String PROBLEM = bind();

  private CudaDriver() {}

  private static String bind() {
    try {
      Native.register(CudaDriver.class, NativeLibrary.getInstance(LIBRARY));
      int code = cuInit(0);
      return code == 0 ? null : "its driver says " + name(code);
    } catch (LinkageError absent) {
      return "there is no " + LIBRARY;
    }
  }

  /**
   * To be called before the first other call.
   *
   * @throws CudaException if there is no driver, or it finds no GPU
   */
  static void require() {
    if (PROBLEM != null) {
      throw new CudaException(CudaException.NO_DEVICE, "there is no NVIDIA GPU: " + PROBLEM);
    }
  }

  /**
   * Checks what a function returned.
   *
   * @throws CudaException unless it is 0
   */
  static void check(int code, String what) {
    if (code != 0) {
      throw new CudaException(code, what + " failed: " + name(code));
    }
  }

  private static String name(int code) {
    PointerByReference text = new PointerByReference();
    return cuGetErrorName(code, text) == 0 ? text.getValue().getString(0) : "error " + code;
  }

  static native int cuInit(int flags);

  static native int cuGetErrorName(int code, PointerByReference text);

  static native int cuDriverGetVersion(IntByReference version);

  static native int cuDeviceGetCount(IntByReference count);

  static native int cuDeviceGet(IntByReference device, int ordinal);

  static native int cuDeviceGetName(byte[] name, int length, int device);

  static native int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

  static native int cuDeviceTotalMem_v2(LongByReference bytes, int device);

  static native int cuDevicePrimaryCtxRetain(LongByReference context, int device);

  static native int cuDevicePrimaryCtxRelease_v2(int device);

  static native int cuCtxSetCurrent(long context);

  static native int cuMemGetInfo_v2(LongByReference free, LongByReference total);

  static native int cuMemAlloc_v2(LongByReference address, long bytes);

  static native int cuMemFree_v2(long address);

  static native int cuMemsetD8_v2(long address, byte value, long bytes);

  static native int cuMemHostAlloc(PointerByReference address, long bytes, int flags);

  static native int cuMemFreeHost(long address);

  static native int cuMemcpyHtoDAsync_v2(long to, long from, long bytes, long stream);

  static native int cuMemcpyDtoHAsync_v2(long to, long from, long bytes, long stream);

  static native int cuStreamCreate(LongByReference stream, int flags);

  static native int cuStreamDestroy_v2(long stream);

  static native int cuStreamSynchronize(long stream);

  static native int cuStreamWaitEvent(long stream, long event, int flags);

  static native int cuStreamBeginCapture_v2(long stream, int mode);

  static native int cuStreamEndCapture(long stream, LongByReference graph);

  static native int cuEventCreate(LongByReference event, int flags);

  static native int cuEventDestroy_v2(long event);

  static native int cuEventRecord(long event, long stream);

  static native int cuEventSynchronize(long event);

  static native int cuGraphInstantiateWithFlags(LongByReference executable, long graph, long flags);

  static native int cuGraphDestroy(long graph);

  static native int cuGraphExecDestroy(long executable);

  static native int cuGraphLaunch(long executable, long stream);
}
