// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes batches ahead of the training loop: samples on many threads, each batch joined on another.
 * Keeps samples for as long as their order may repeat them. Used by one thread; owns its threads.
 */
public final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 6;
  private static final int JOINERS = 3;

  private final SampleSource source;
  private final SampleOrder order;
  private final ExecutorService makers;
  private final ExecutorService joiners;
  private final Map<Long, Future<Sample>> samples = new ConcurrentHashMap<>();
  private final Deque<Future<Batch>> batches = new ArrayDeque<>();
  private long nextQueued;
  private long nextTaken;

  /**
   * A loader.
   *
   * @param workers threads that make samples
   * @param first iteration whose batch comes first
   */
  public BatchLoader(SampleSource source, SampleOrder order, int workers, long first) {
    this.source = source;
    this.order = order;
    this.makers = Executors.newFixedThreadPool(workers, named("sonomask-sample-"));
    this.joiners = Executors.newFixedThreadPool(JOINERS, named("sonomask-batch-"));
    this.nextQueued = first;
    this.nextTaken = first;
    while (nextQueued < first + AHEAD) {
      queue();
    }
  }

  /**
   * The batch of the next iteration; waits for it.
   *
   * @throws IllegalStateException if a sample could not be made; the cause says why
   */
  public Batch next() throws InterruptedException {
    Future<Batch> batch = batches.remove();
    try {
      Batch made = batch.get();
      nextTaken++;
      long oldest = order.oldest(nextTaken);
      samples.keySet().removeIf(number -> number < oldest);
      queue();
      return made;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "The batch of iteration " + nextTaken + " could not be made.", failed.getCause());
    }
  }

  private void queue() {
    SampleOrder.Pick[] picks = order.picks(nextQueued++);
    List<Future<Sample>> wanted = new ArrayList<>();
    for (SampleOrder.Pick pick : picks) {
      wanted.add(
          samples.computeIfAbsent(
              pick.number(), number -> makers.submit(() -> source.sample(number))));
    }
    batches.add(joiners.submit(() -> join(picks, wanted)));
  }

  private static Batch join(SampleOrder.Pick[] picks, List<Future<Sample>> wanted)
      throws InterruptedException, ExecutionException {
    List<Sample> made = new ArrayList<>();
    for (int i = 0; i < picks.length; i++) {
      Sample sample = wanted.get(i).get();
      Sample seen = picks[i].mirrored() ? sample.mirrored() : sample;
      int heard = picks[i].heard();
      made.add(heard == i ? seen : seen.hearing(wanted.get(heard).get()));
    }
    return Batch.of(made);
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    makers.shutdownNow();
    joiners.shutdownNow();
  }
}
