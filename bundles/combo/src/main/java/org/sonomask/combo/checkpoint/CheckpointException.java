// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;

/** A checkpoint is damaged, hostile, or of another network; the message says what and where. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
