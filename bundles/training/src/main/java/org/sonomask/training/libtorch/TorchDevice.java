// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where tensors live, and how they get there. Every tensor made here belongs to the caller's
 * innermost {@link PointerScope}, or to the garbage collector where there is none.
 */
public final class TorchDevice {
  private final boolean cuda;
  private final Device device;

  private TorchDevice(boolean cuda) {
    this.cuda = cuda;
    this.device =
        PointerScopes.outside(
            () -> new Device(cuda ? torch.DeviceType.CUDA : torch.DeviceType.CPU, (byte) 0));
  }

  /**
   * The device of that name.
   *
   * @param name "cpu", "cuda", or "auto" for CUDA where there is any
   * @throws IllegalArgumentException if the name is none of these, or CUDA is asked for and absent
   */
  public static TorchDevice of(String name) {
    boolean available = torch.cuda_is_available();
    switch (name) {
      case "cpu":
        return new TorchDevice(false);
      case "auto":
        return new TorchDevice(available);
      case "cuda":
        if (available) {
          return new TorchDevice(true);
        }
        throw new IllegalArgumentException(
            "CUDA is not available: install the driver and CUDA 13, or use device \"cpu\".");
      default:
        throw new IllegalArgumentException("Device \"" + name + "\": use cpu, cuda or auto.");
    }
  }

  /** Whether this is a CUDA device. */
  public boolean cuda() {
    return cuda;
  }

  /** Lets matrix products and convolutions of float32 run on tensor cores with 10-bit mantissas. */
  public void allowTf32(boolean allow) {
    try (PointerScope scope = new PointerScope()) {
      Context context = torch.globalContext();
      context.setAllowTF32CuBLAS(allow);
      context.setAllowTF32CuDNN(allow);
      context.setBenchmarkCuDNN(cuda);
    }
  }

  /** Waits until everything queued on the device is done. */
  public void synchronise() {
    if (cuda) {
      torch.cuda_synchronize();
    }
  }

  /** A copy on this device; the tensor itself if it is there already. */
  public Tensor move(Tensor tensor) {
    return tensor.to(device, tensor.scalar_type());
  }

  /** float32 from an array, row-major. */
  public Tensor floats(float[] values, long... shape) {
    return move(AbstractTensor.create(values, shape));
  }

  /** int64 from an array, row-major. */
  public Tensor longs(long[] values, long... shape) {
    return move(AbstractTensor.create(values, shape));
  }

  /** uint8 from an array, row-major. */
  public Tensor bytes(byte[] values, long... shape) {
    return move(AbstractTensor.create(values, false, shape));
  }

  /** float32 zeros. */
  public Tensor zeros(long... shape) {
    return torch.zeros(shape, options(ScalarType.Float));
  }

  /** float32, uniform in [0, 1), from libtorch's generator of this device. */
  public Tensor uniform(long... shape) {
    return torch.rand(shape, options(ScalarType.Float));
  }

  /** Options for a factory function of libtorch. */
  public TensorOptions options(ScalarType type) {
    return new TensorOptions()
        .dtype(new ScalarTypeOptional(type))
        .device(new DeviceOptional(device))
        .requires_grad(new BoolOptional(false));
  }

  @Override
  public String toString() {
    return cuda ? "cuda" : "cpu";
  }
}
