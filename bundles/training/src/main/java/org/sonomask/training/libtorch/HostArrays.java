// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies tensors of any device into Java arrays, row-major; waits for the device. */
public final class HostArrays {
  private HostArrays() {}

  /** The elements of a tensor as float32, whatever its type. */
  public static float[] floats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor host = tensor.detach().to(ScalarType.Float).cpu().contiguous();
      float[] values = new float[Math.toIntExact(host.numel())];
      if (values.length > 0) {
        FloatBuffer buffer = host.createBuffer();
        buffer.get(values);
      }
      return values;
    }
  }

  /** The elements of a tensor as uint8, truncated. */
  public static byte[] bytes(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor host = tensor.detach().to(ScalarType.Byte).cpu().contiguous();
      byte[] values = new byte[Math.toIntExact(host.numel())];
      if (values.length > 0) {
        ByteBuffer buffer = host.createBuffer();
        buffer.get(values);
      }
      return values;
    }
  }
}
