// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** GStreamer refused something; the message says what, and what to do where that is known. */
public class GstException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GstException(String message) {
    super(message);
  }
}
