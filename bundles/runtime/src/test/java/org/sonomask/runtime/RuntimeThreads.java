// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What the runtime's threads, those of batchers and crews, allocate from a moment on. */
public final class RuntimeThreads {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> before = new HashMap<>();

  /** From now on; of the threads that are there. */
  public RuntimeThreads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("sonomask-")) {
        before.put(thread.getId(), THREADS.getThreadAllocatedBytes(thread.getId()));
      }
    }
    if (before.isEmpty()) {
      throw new IllegalStateException("no runtime is there");
    }
  }

  /** Bytes up to now; threads that have ended do not count. */
  public long allocated() {
    long bytes = 0;
    for (Map.Entry<Long, Long> each : before.entrySet()) {
      bytes += Math.max(0, THREADS.getThreadAllocatedBytes(each.getKey()) - each.getValue());
    }
    return bytes;
  }
}
