// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * A few threads that help with work that has several parts: whoever brings it works as well, and
 * goes on when all parts are done. Thread-safe; work allocates nothing.
 */
public final class Crew implements AutoCloseable {
  private final Deque<Work> open = new ArrayDeque<>();
  private boolean closed;

  /** Work that can be done again and again, by one thread at a time. */
  static final class Work {
    private final IntConsumer part;
    private int parts;
    private int begun;
    private int done;

    /**
     * @param part does one part, by its number; on any thread, and beside other parts; never throws
     */
    Work(IntConsumer part) {
      this.part = part;
    }
  }

  /**
   * Starts the threads.
   *
   * @param hands how many threads; may be none
   */
  public Crew(int hands) {
    for (int i = 0; i < hands; i++) {
      Thread thread = new Thread(this::work, "sonomask-hand-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** As many hands as leave half of the processors to others, who bring work and sit still. */
  public static Crew ofHalfTheProcessors() {
    return new Crew(Math.max(0, Runtime.getRuntime().availableProcessors() / 2 - 1));
  }

  /** Does all parts; returns when they are done. */
  void run(Work work, int parts) throws InterruptedException {
    if (parts == 0) {
      return;
    }
    begin(work, parts);
    for (int part = next(work); part >= 0; part = next(work)) {
      perform(work, part);
    }
    await(work);
  }

  private synchronized void begin(Work work, int parts) {
    work.parts = parts;
    work.begun = 0;
    work.done = 0;
    open.addLast(work);
    notifyAll();
  }

  /** The next part that nobody has begun, or -1. */
  private synchronized int next(Work work) {
    if (work.begun == work.parts) {
      return -1;
    }
    int part = work.begun++;
    if (work.begun == work.parts) {
      open.remove(work);
    }
    return part;
  }

  private void perform(Work work, int part) {
    try {
      work.part.accept(part);
    } finally {
      finished(work);
    }
  }

  private synchronized void finished(Work work) {
    work.done++;
    if (work.done == work.parts) {
      notifyAll();
    }
  }

  private synchronized void await(Work work) throws InterruptedException {
    while (work.done < work.parts) {
      wait();
    }
  }

  private void work() {
    try {
      for (Work work = awaitWork(); work != null; work = awaitWork()) {
        int part = next(work);
        if (part >= 0) {
          perform(work, part);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The oldest work with parts that nobody has begun; null when the crew is closed. */
  private synchronized Work awaitWork() throws InterruptedException {
    while (open.isEmpty() && !closed) {
      wait();
    }
    return open.peekFirst();
  }

  /** Lets the threads go; who brings work does it alone from now on. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
