// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

/** TensorRT does not take a model; the message says why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
