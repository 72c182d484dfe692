// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

/** The CUDA driver refuses something; the message says what and why. */
final class CudaException extends Exception {
  private static final long serialVersionUID = 1L;

  CudaException(String message) {
    super(message);
  }
}
