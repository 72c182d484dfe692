// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.concurrent.TimeUnit;

/** Lets tickets pass in their order, one at a time. */
final class Turnstile {
  private long turn;

  /**
   * Waits for a ticket's turn.
   *
   * @param timeoutMillis to wait at most
   * @return whether it is the ticket's turn
   */
  synchronized boolean await(long ticket, long timeoutMillis) throws InterruptedException {
    long start = System.nanoTime();
    while (turn != ticket) {
      long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** The ticket whose turn it is has passed. */
  synchronized void pass() {
    turn++;
    notifyAll();
  }
}
