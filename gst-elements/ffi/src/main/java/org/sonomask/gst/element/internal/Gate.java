// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts calls in flight, and closes for good. Re-entrant, and allocates nothing once a thread is
 * known.
 */
final class Gate {
  private static final int CLOSED = 1 << 30;

  /** Calls of any gate that this thread is in: waiting for a gate there would wait for itself. */
  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private final AtomicInteger state = new AtomicInteger();
  private final CountDownLatch empty = new CountDownLatch(1);
  private final Runnable whenEmpty;

  /**
   * @param whenEmpty runs once, when the gate is closed and nobody is in
   */
  Gate(Runnable whenEmpty) {
    this.whenEmpty = whenEmpty;
  }

  /** Goes in; whoever got in must {@link #leave}. */
  boolean enter() {
    int seen;
    do {
      seen = state.get();
      if (seen >= CLOSED) {
        return false;
      }
    } while (!state.compareAndSet(seen, seen + 1));
    DEPTH.get()[0]++;
    return true;
  }

  void leave() {
    DEPTH.get()[0]--;
    if (state.decrementAndGet() == CLOSED) {
      finish();
    }
  }

  /** Lets nobody in any more; once only. */
  void close() {
    if (state.getAndAdd(CLOSED) == 0) {
      finish();
    }
  }

  /** Waits until nobody is in; returns at once within a call. */
  void awaitEmpty() {
    if (DEPTH.get()[0] > 0) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        empty.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish() {
    try {
      whenEmpty.run();
    } finally {
      empty.countDown();
    }
  }
}
