// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;

/** The engine. Needs neither GPU nor TensorRT before a model is loaded. */
final class TensorRtEngine extends Engine {

  @Override
  public Engine getAlternativeEngine() {
    return null;
  }

  @Override
  public String getEngineName() {
    return TensorRtEngineProvider.NAME;
  }

  @Override
  public int getRank() {
    return TensorRtEngineProvider.RANK;
  }

  @Override
  public String getVersion() {
    return TensorRtReport.examine().version();
  }

  @Override
  public boolean hasCapability(String capability) {
    return StandardCapabilities.CUDA.equals(capability);
  }

  @Override
  public int getGpuCount() {
    try {
      return CudaDevice.all().size();
    } catch (EngineException none) {
      return 0;
    }
  }

  @Override
  public Device defaultDevice() {
    return Device.gpu();
  }

  @Override
  public Model newModel(String name, Device device) {
    Device chosen = device == null ? defaultDevice() : device;
    if (!chosen.isGpu()) {
      throw new EngineException("TensorRT runs on GPUs, not on " + chosen);
    }
    return new TensorRtModel(name, Math.max(chosen.getDeviceId(), 0), HostManager.base());
  }

  @Override
  public NDManager newBaseManager() {
    return HostManager.base();
  }

  @Override
  public NDManager newBaseManager(Device device) {
    return newBaseManager();
  }
}
