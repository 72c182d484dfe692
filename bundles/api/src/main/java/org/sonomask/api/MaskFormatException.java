// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.io.IOException;

/** Bytes are no mask of the expected format; the message says what is wrong with them. */
public class MaskFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public MaskFormatException(String message) {
    super(message);
  }

  public MaskFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
