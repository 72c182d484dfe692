// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import org.bytedeco.pytorch.Tensor;

/** Looks at the tensors that a network names while it runs. Called on the interpreter's thread. */
@FunctionalInterface
public interface TensorProbe {

  /**
   * A tensor was computed.
   *
   * @return what the network goes on with: the tensor itself, or another of its shape
   */
  Tensor see(String name, Tensor tensor);
}
