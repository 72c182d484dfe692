// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/** An inference or the loading of a model failed; the message says what to do about it. */
public class SegmenterException extends Exception {
  private static final long serialVersionUID = 1L;

  public SegmenterException(String message) {
    super(message);
  }

  public SegmenterException(String message, Throwable cause) {
    super(message, cause);
  }
}
