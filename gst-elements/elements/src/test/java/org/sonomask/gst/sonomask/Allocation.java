// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;

/** Notes what its thread has allocated, at two of the buffers that it sees. */
final class Allocation implements LongConsumer {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final int warm;
  private final int measured;
  private int seen;
  private volatile long first;
  private volatile long last;

  /** Lets some buffers pass, then measures some. */
  Allocation(int warm, int measured) {
    this.warm = warm;
    this.measured = measured;
  }

  @Override
  public void accept(long buffer) {
    seen++;
    if (seen == warm) {
      first = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    } else if (seen == warm + measured) {
      last = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
  }

  boolean done() {
    return last != 0;
  }

  double bytesPerBuffer() {
    return (last - first) / (double) measured;
  }
}
