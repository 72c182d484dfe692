// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A GPU.
 *
 * @param ordinal among those that the process may see, from 0
 * @param name as NVIDIA names it
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memory in bytes
 */
public record CudaDevice(int ordinal, String name, int major, int minor, long memory) {
  private static final int NAME_BYTES = 256;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;

  /**
   * All GPUs.
   *
   * @throws CudaException if there is none, or no driver; the message says which
   */
  public static List<CudaDevice> all() {
    CudaDriver.require();
    IntByReference count = new IntByReference();
    CudaDriver.check(CudaDriver.cuDeviceGetCount(count), "counting the GPUs");
    if (count.getValue() == 0) {
      throw new CudaException(
          CudaException.NO_DEVICE, "there is no NVIDIA GPU that this process may see");
    }
    List<CudaDevice> devices = new ArrayList<>();
    for (int ordinal = 0; ordinal < count.getValue(); ordinal++) {
      devices.add(read(ordinal));
    }
    return devices;
  }

  /**
   * One GPU.
   *
   * @throws CudaException if it is not there; the message says what is
   */
  public static CudaDevice of(int ordinal) {
    List<CudaDevice> devices = all();
    if (ordinal < 0 || ordinal >= devices.size()) {
      throw new CudaException(
          CudaException.NO_DEVICE,
          "there is no GPU " + ordinal + "; they are numbered 0 to " + (devices.size() - 1));
    }
    return devices.get(ordinal);
  }

  /** The newest CUDA that the driver can run, such as 12.4. */
  public static String driver() {
    CudaDriver.require();
    IntByReference version = new IntByReference();
    CudaDriver.check(CudaDriver.cuDriverGetVersion(version), "asking for the driver's version");
    return version.getValue() / 1000 + "." + version.getValue() % 1000 / 10;
  }

  private static CudaDevice read(int ordinal) {
    byte[] name = new byte[NAME_BYTES];
    LongByReference memory = new LongByReference();
    String what = "asking about GPU " + ordinal;
    CudaDriver.check(CudaDriver.cuDeviceGetName(name, name.length, ordinal), what);
    CudaDriver.check(CudaDriver.cuDeviceTotalMem_v2(memory, ordinal), what);
    return new CudaDevice(
        ordinal,
        Native.toString(name),
        attribute(CAPABILITY_MAJOR, ordinal),
        attribute(CAPABILITY_MINOR, ordinal),
        memory.getValue());
  }

  private static int attribute(int attribute, int ordinal) {
    IntByReference value = new IntByReference();
    CudaDriver.check(
        CudaDriver.cuDeviceGetAttribute(value, attribute, ordinal), "asking about a GPU");
    return value.getValue();
  }
}
