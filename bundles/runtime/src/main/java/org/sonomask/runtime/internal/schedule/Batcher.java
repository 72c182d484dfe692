// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sonomask.api.Distribution;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.internal.Histogram;

/**
 * Brings the windows of all streams to one segmenter. Its few threads do the same in turn: take a
 * batch, prepare it, segment it, deliver it. While one segments, the next prepares and another
 * delivers; no two segment at once, and batches are delivered in the order they were taken in.
 *
 * <p>Thread-safe. Does not own the segmenter, but must be closed before it.
 */
public final class Batcher implements AutoCloseable {
  private static final int WORKERS = 3;
  private static final long CLOSE_PATIENCE_MILLIS = 5_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  // Share of the newest measurement in the expected durations.
  private static final double NEWEST = 0.25;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Schedule<BatchWindow> schedule;
  private final List<Thread> threads = new ArrayList<>();
  private final int size;
  private boolean closed;
  private long nextTicket;
  private int underWay;
  private long busyUntil = System.nanoTime();
  private double preparing;
  private double segmenting;
  private long segmentedWindows;
  private final Histogram inference = new Histogram();

  /**
   * Starts the threads.
   *
   * @param segmenter to run
   * @param priors the best prior provider now, or null
   * @param maxBatch windows of one batch at most
   * @param maxWait ns that a window waits for others
   */
  public Batcher(Segmenter segmenter, Supplier<PriorProvider> priors, int maxBatch, long maxWait) {
    SegmenterInfo info = segmenter.info();
    size = Math.min(maxBatch, segmenter.maxBatch());
    schedule = new Schedule<>(size, maxWait);
    Inference engine = new Inference(segmenter, PATIENCE_NANOS);
    for (int i = 0; i < WORKERS; i++) {
      SegmenterBatch batch = segmenter.newBatch(size);
      BatchWorker worker = new BatchWorker(this, engine, new Priors(priors, info), info, batch);
      Thread thread = new Thread(worker, "sonomask-" + info.model() + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Adds a stream; see {@link Schedule#open}. */
  public Schedule.Lane<BatchWindow> open(boolean newestWins) {
    lock.lock();
    try {
      return schedule.open(newestWins);
    } finally {
      lock.unlock();
    }
  }

  /** Removes a stream, whose windows were taken back before. */
  public void close(Schedule.Lane<BatchWindow> lane) {
    lock.lock();
    try {
      schedule.close(lane);
      // The others may all have their windows now.
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back a stream's windows that nobody has taken; they are added to {@code dropped}. */
  public void clear(Schedule.Lane<BatchWindow> lane, List<BatchWindow> dropped) {
    lock.lock();
    try {
      schedule.clear(lane, dropped);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Offers a window.
   *
   * @return the window that it pushed out, or null
   */
  public BatchWindow offer(Schedule.Lane<BatchWindow> lane, BatchWindow window) {
    lock.lock();
    try {
      BatchWindow older = schedule.offer(lane, window, System.nanoTime(), window.deadline());
      changed.signal();
      return older;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a batch is due, and takes it.
   *
   * @param batch the windows are added here
   * @param late windows that are too late are added here
   * @return the batch's ticket, or -1 when the batcher was closed
   */
  long take(List<BatchWindow> batch, List<BatchWindow> late) throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long free = underWay == 0 ? now : busyUntil - (long) preparing;
        long wait = schedule.closeAt(now, (long) (preparing + segmenting), free) - now;
        if (wait <= 0) {
          schedule.take(now, batch, late);
          underWay++;
          busyUntil = Math.max(now + (long) preparing, busyUntil) + (long) segmenting;
          changed.signal();
          return nextTicket++;
        }
        changed.await(wait, TimeUnit.NANOSECONDS);
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that a batch has gone through the engine.
   *
   * @param prepareNanos time its preparation took
   * @param segmentNanos time its inference took, 0 if there was none
   * @param windows in it
   */
  void segmented(long prepareNanos, long segmentNanos, int windows) {
    lock.lock();
    try {
      if (segmentNanos > 0) {
        segmentedWindows += windows;
        inference.add(segmentNanos);
      }
      underWay--;
      preparing += NEWEST * (prepareNanos - preparing);
      segmenting += segmentNanos == 0 ? 0 : NEWEST * (segmentNanos - segmenting);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What it has done so far, for so many streams. */
  public MaskMonitor.ModelStatus status(SegmenterInfo info, int streams) {
    lock.lock();
    try {
      Distribution durations = inference.distribution();
      return new MaskMonitor.ModelStatus(
          info, size, streams, durations.count(), segmentedWindows, durations);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the threads after the inference under way, for which it waits a few seconds. Streams close
   * their lanes before.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    long start = System.nanoTime();
    for (Thread thread : threads) {
      long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      try {
        thread.join(Math.max(1, CLOSE_PATIENCE_MILLIS - spent));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
