// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sonomask.api.Distribution;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.internal.Histogram;

/**
 * Brings the windows of all streams to one model, on as many devices as it has segmenters. A
 * device's few threads do the same in turn: take a batch, prepare it, segment it, deliver it. While
 * one segments, the next prepares and another delivers; the windows of a batch are prepared, and
 * delivered, side by side by a crew. A segmenter gets as many batches at once as it says it works
 * on, and each device delivers in the order it took batches in. The device with the least to do
 * takes the next batch. If one has not answered for a while, others get the windows of its streams
 * as well.
 *
 * <p>Thread-safe. Allocates nothing once it runs. Does not own the segmenters, but must be closed
 * before them.
 */
public final class Batcher implements AutoCloseable {
  /** Nanoseconds after which an inference counts as hanging, if nothing else is said. */
  public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private static final long CLOSE_PATIENCE_MILLIS = 5_000;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<PriorProvider> best;
  private final int maxBatch;
  private final long patience;
  private final Crew crew;
  private final Schedule<BatchWindow> schedule;
  private final List<Device> devices = new ArrayList<>();
  private final Histogram inference = new Histogram();
  private long segmentedWindows;
  private int devicesSoFar;

  /**
   * Starts without a segmenter.
   *
   * @param best prior provider now, or null
   * @param maxBatch windows of one batch at most
   * @param maxWait ns that a window waits for others
   * @param crew helps with windows
   */
  public Batcher(Supplier<PriorProvider> best, int maxBatch, long maxWait, Crew crew) {
    this(best, maxBatch, maxWait, PATIENCE, crew);
  }

  /** With another {@link #PATIENCE}. */
  public Batcher(
      Supplier<PriorProvider> best, int maxBatch, long maxWait, long patience, Crew crew) {
    this.best = best;
    this.patience = patience;
    this.maxBatch = maxBatch;
    this.crew = crew;
    schedule = new Schedule<>(maxWait);
  }

  /**
   * Uses a segmenter besides those it has, which are of the same model. Streams go on meanwhile,
   * however long its batches take to make.
   */
  public void add(Segmenter segmenter) {
    Device device = new Device(segmenter, maxBatch, patience);
    List<SegmenterBatch> batches = batches(segmenter, device);
    Priors priors = new Priors(best, segmenter.info());
    synchronized (this) {
      String name = "sonomask-" + segmenter.info().model() + "-" + devicesSoFar++ + "-";
      for (SegmenterBatch batch : batches) {
        BatchWorker worker = new BatchWorker(this, device, priors, crew, batch);
        Thread thread = new Thread(worker, name + device.threads().size());
        thread.setDaemon(true);
        device.threads().add(thread);
      }
      devices.add(device);
      device.threads().forEach(Thread::start);
    }
  }

  /** One for each worker: one more than are segmented prepares, and another delivers. */
  private static List<SegmenterBatch> batches(Segmenter segmenter, Device device) {
    List<SegmenterBatch> batches = new ArrayList<>();
    try {
      for (int i = 0; i < device.concurrency() + 2; i++) {
        batches.add(segmenter.newBatch(device.engine().batchSize()));
      }
      return batches;
    } catch (RuntimeException | Error e) {
      batches.forEach(segmenter::release);
      throw e;
    }
  }

  /**
   * Uses a segmenter no longer; returns after its inference under way, for which it waits a few
   * seconds.
   *
   * @return whether there are others
   */
  public boolean remove(Segmenter segmenter) {
    List<Device> removed;
    boolean others;
    synchronized (this) {
      removed = devices.stream().filter(device -> device.segmenter() == segmenter).toList();
      devices.removeAll(removed);
      others = !devices.isEmpty();
      removed.forEach(Device::close);
      notifyAll();
    }
    end(removed);
    return others;
  }

  /** Adds a stream; see {@link Schedule#open}. */
  public synchronized Schedule.Lane<BatchWindow> open(boolean newestWins) {
    return schedule.open(newestWins);
  }

  /** Removes a stream, whose windows were taken back before. */
  public synchronized void close(Schedule.Lane<BatchWindow> lane) {
    schedule.close(lane);
    // The others may all have their windows now.
    notifyAll();
  }

  /** Takes back a stream's windows that nobody has taken; they are added to {@code dropped}. */
  public synchronized void clear(Schedule.Lane<BatchWindow> lane, List<BatchWindow> dropped) {
    schedule.clear(lane, dropped);
  }

  /**
   * Offers a window to its stream's lane.
   *
   * @return the window that it pushed out, or null
   */
  public synchronized BatchWindow offer(BatchWindow window) {
    BatchWindow older = schedule.offer(window.lane(), window, System.nanoTime(), window.deadline());
    notifyAll();
    return older;
  }

  /**
   * Waits until a batch is due for a device, and takes it.
   *
   * @param batch the windows are added here
   * @param late windows that are too late are added here
   * @return the batch's ticket, or -1 when the device is not used any more
   */
  long take(Device device, List<BatchWindow> batch, List<BatchWindow> late)
      throws InterruptedException {
    // Only one of a device's threads wakes up for each window.
    synchronized (device) {
      return awaitBatch(device, batch, late);
    }
  }

  private synchronized long awaitBatch(
      Device device, List<BatchWindow> batch, List<BatchWindow> late) throws InterruptedException {
    device.waits(true);
    try {
      while (!device.isClosed()) {
        long now = System.nanoTime();
        passOverWhatHangs(now);
        long wait = closeAt(device, now) - now;
        if (wait > 0) {
          TimeUnit.NANOSECONDS.timedWait(this, wait);
        } else if (isLeftToAnother(device, now)) {
          TimeUnit.NANOSECONDS.timedWait(this, LOOK_NANOS);
        } else {
          schedule.take(device.engine(), now, batch, late);
          notifyAll();
          return device.begin(now);
        }
      }
      return -1;
    } finally {
      device.waits(false);
    }
  }

  /** Streams of a device that does not answer are for the others, until it does. */
  private void passOverWhatHangs(long now) {
    for (int i = 0; i < devices.size(); i++) {
      Device device = devices.get(i);
      schedule.passOver(device.engine(), device.inference().hangs(now));
    }
  }

  /** Whether a device that answers, or has less to do, is about to take what waits. */
  private boolean isLeftToAnother(Device device, long now) {
    boolean hangs = device.inference().hangs(now);
    for (int i = 0; i < devices.size(); i++) {
      Device other = devices.get(i);
      boolean better = hangs ? !other.inference().hangs(now) : other.underWay() < device.underWay();
      if (better && other.waits() && closeAt(other, now) <= now) {
        return true;
      }
    }
    return false;
  }

  /** When to look again, or in the past if a batch is due. */
  private long closeAt(Device device, long now) {
    long close = schedule.closeAt(device.engine(), now, device.duration(), device.free(now));
    return Math.min(close, now + LOOK_NANOS);
  }

  /**
   * Says that a batch has gone through a device.
   *
   * @param prepareNanos time its preparation took
   * @param segmentNanos time its inference took, 0 if there was none
   * @param windows in it
   */
  synchronized void segmented(Device device, long prepareNanos, long segmentNanos, int windows) {
    if (segmentNanos > 0) {
      segmentedWindows += windows;
      inference.add(segmentNanos);
    }
    device.segmented(prepareNanos, segmentNanos);
    notifyAll();
  }

  /** Says that a device has delivered a batch. */
  synchronized void delivered(Device device, List<BatchWindow> windows) {
    for (int i = 0; i < windows.size(); i++) {
      schedule.done(device.engine(), windows.get(i).lane());
    }
    notifyAll();
  }

  /** What it has done so far, for so many streams. */
  public synchronized MaskMonitor.ModelStatus status(SegmenterInfo info, int streams) {
    Distribution durations = inference.distribution();
    int size = devices.stream().mapToInt(device -> device.engine().batchSize()).max().orElse(0);
    return new MaskMonitor.ModelStatus(
        info, size, streams, durations.count(), segmentedWindows, durations);
  }

  /** Removes all segmenters. Streams close their lanes before. */
  @Override
  public void close() {
    List<Device> removed;
    synchronized (this) {
      removed = List.copyOf(devices);
      devices.clear();
      removed.forEach(Device::close);
      notifyAll();
    }
    end(removed);
  }

  /**
   * Others get a removed device's streams only behind its last batch, so that they stay in order.
   */
  private void end(List<Device> removed) {
    join(removed);
    synchronized (this) {
      removed.forEach(device -> schedule.passOver(device.engine(), true));
      notifyAll();
    }
  }

  private static void join(List<Device> removed) {
    long start = System.nanoTime();
    for (Device device : removed) {
      for (Thread thread : device.threads()) {
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
}
