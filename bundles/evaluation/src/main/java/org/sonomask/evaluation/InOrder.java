// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Work on all processors whose results come in order, so that figures do not depend on who was
 * first. Each task does a whole clip: while one composes, another runs the model. Used by one
 * thread; owns its threads.
 */
final class InOrder implements AutoCloseable {
  private final int workers = Runtime.getRuntime().availableProcessors() + 1;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          workers,
          task -> {
            Thread thread = new Thread(task, "sonomask-evaluation");
            thread.setDaemon(true);
            return thread;
          });

  /** Takes one result after the other. */
  interface Taker<R> {
    void take(int index, R result);
  }

  /**
   * Runs tasks 0 to {@code count}; as many results wait as there are workers.
   *
   * @throws ExecutionException with what a task throws; the others are given up
   */
  <R> void run(int count, IntFunction<Callable<R>> tasks, Taker<R> taker)
      throws ExecutionException, InterruptedException {
    Deque<Future<R>> waiting = new ArrayDeque<>();
    int submitted = 0;
    for (int index = 0; index < count; index++) {
      while (submitted < count && waiting.size() < 2 * workers) {
        waiting.add(executor.submit(tasks.apply(submitted++)));
      }
      taker.take(index, waiting.remove().get());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
