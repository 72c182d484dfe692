// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

/** TensorRT cannot be used on this machine; the message says why, and what to do about it. */
public final class TensorRtUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public TensorRtUnavailableException(String message) {
    super(message);
  }

  public TensorRtUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
