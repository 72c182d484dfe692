// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import org.sonomask.gst.ffi.LibC;
import org.sonomask.gst.ffi.NativeMemory;

/** The CPU time of this process, all threads together, to the nanosecond. */
final class ProcessClock {

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final long TIMESPEC = NativeMemory.allocate(2 * Long.BYTES);

  private ProcessClock() {}

  static synchronized long nanos() {
    if (LibC.clock_gettime(CLOCK_PROCESS_CPUTIME_ID, TIMESPEC) != 0) {
      throw new IllegalStateException("this system has no CPU clock for processes");
    }
    return 1_000_000_000L * NativeMemory.getLong(TIMESPEC)
        + NativeMemory.getLong(TIMESPEC + Long.BYTES);
  }
}
