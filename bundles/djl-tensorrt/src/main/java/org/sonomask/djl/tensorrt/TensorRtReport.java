// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.util.List;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.cuda.CudaException;
import org.sonomask.djl.tensorrt.internal.library.LibrarySearch;
import org.sonomask.djl.tensorrt.internal.library.Presets;
import org.sonomask.djl.tensorrt.internal.library.TensorRtLibraries;

/**
 * What there is of a GPU and of TensorRT. Asking loads nothing but the driver.
 *
 * @param gpus names of the GPUs
 * @param driver newest CUDA that the driver runs; empty without a driver
 * @param version of the TensorRT that would be used; empty if there is none
 * @param reason why models cannot run here; empty if they can
 * @param remedy what to do about it; empty if nothing is to be done, or nothing can be
 */
public record TensorRtReport(
    List<String> gpus, String driver, String version, String reason, String remedy) {

  /** Volta's, the oldest that TensorRT 10 runs on. */
  private static final int OLDEST_CAPABILITY = 7;

  /** Looks. */
  public static TensorRtReport examine() {
    LibrarySearch search = LibrarySearch.ofProcess(TensorRtOptions.DEFAULT.cache());
    String version = search.version().map(TensorRtLibraries.Version::toString).orElse("");
    try {
      List<CudaDevice> devices = CudaDevice.all();
      List<String> names = devices.stream().map(CudaDevice::name).toList();
      if (devices.stream().allMatch(device -> device.major() < OLDEST_CAPABILITY)) {
        return new TensorRtReport(
            names, CudaDevice.driver(), version, "the GPU is too old for TensorRT 10", "");
      }
      if (!Presets.arePresent()) {
        return new TensorRtReport(names, CudaDevice.driver(), version, Presets.ABSENT, "");
      }
      return version.isEmpty()
          ? new TensorRtReport(
              names, CudaDevice.driver(), "", "TensorRT 10 is not there", LibrarySearch.REMEDY)
          : new TensorRtReport(names, CudaDevice.driver(), version, "", "");
    } catch (CudaException none) {
      return new TensorRtReport(List.of(), "", version, none.getMessage(), "");
    }
  }

  /** Whether models can run. */
  public boolean usable() {
    return reason.isEmpty();
  }
}
