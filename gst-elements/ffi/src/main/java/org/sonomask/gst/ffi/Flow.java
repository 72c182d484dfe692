// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** GstFlowReturn. */
public final class Flow {
  public static final int OK = 0;
  public static final int NOT_LINKED = -1;
  public static final int FLUSHING = -2;
  public static final int EOS = -3;
  public static final int ERROR = -5;

  /** For GstBaseTransform: all is well, but nothing leaves. */
  public static final int CUSTOM_SUCCESS = 100;

  private Flow() {}

  /** Whether somebody must be told: an error, or nobody downstream. */
  public static boolean isFatal(int flow) {
    return flow == NOT_LINKED || flow < EOS;
  }
}
