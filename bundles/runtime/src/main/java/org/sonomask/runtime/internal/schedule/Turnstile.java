// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.concurrent.TimeUnit;

/** Lets tickets in by their order, a few at a time. */
final class Turnstile {
  private final int room;
  private long left;

  /**
   * @param room tickets that may be inside at a time
   */
  Turnstile(int room) {
    this.room = room;
  }

  /**
   * Waits for a ticket's turn.
   *
   * @param timeoutMillis to wait at most
   * @return whether it is the ticket's turn
   */
  synchronized boolean await(long ticket, long timeoutMillis) throws InterruptedException {
    long start = System.nanoTime();
    while (ticket >= left + room) {
      long rest = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (rest <= 0) {
        return false;
      }
      wait(rest);
    }
    return true;
  }

  /** One of the tickets inside has left. */
  synchronized void leave() {
    left++;
    notifyAll();
  }
}
