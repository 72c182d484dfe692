// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * ONNX Runtime 1.29 for Linux reports its use to its maker, keeps an identifier for that in the
 * home folder, and reads the command line of its process with a recursion that ends those with a
 * long one by a segmentation fault. It asks the environment whether it may when it starts, and
 * nothing else in time.
 */
final class OnnxRuntimeTelemetry {
  private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  private OnnxRuntimeTelemetry() {}

  /** Turns it off, unless the operator has decided; before ONNX Runtime starts. */
  static void off() {
    if (!Platform.isWindows() && System.getenv(SWITCH) == null) {
      Native.load(Platform.C_LIBRARY_NAME, C.class).setenv(SWITCH, "1", 0);
    }
  }

  /** Of POSIX. */
  interface C extends Library {
    int setenv(String name, String value, int overwrite);
  }
}
