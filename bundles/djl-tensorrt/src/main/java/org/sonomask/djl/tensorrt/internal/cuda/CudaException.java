// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import ai.djl.engine.EngineException;

/** The CUDA driver refused or failed. */
public final class CudaException extends EngineException {
  private static final long serialVersionUID = 1L;

  static final int NO_DEVICE = 100;
  private static final int OUT_OF_MEMORY = 2;

  private final int code;

  CudaException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The driver's number of the error, as {@code CUresult} has it. */
  public int code() {
    return code;
  }

  /** Whether there was not enough memory, which harms nothing that is there. */
  public boolean isOutOfMemory() {
    return code == OUT_OF_MEMORY;
  }
}
