// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Callback;
import com.sun.jna.Native;

/** The C library. */
public final class LibC {
  private LibC() {}

  static {
    Native.register(LibC.class, "c");
  }

  public static native int clock_gettime(int clock, long timespec);

  /** Given no bytes to move, hands back the native address of the callback. */
  static native long memmove(Callback to, long from, long bytes);
}
