// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterInfo;

/** One of a batcher's segmenters, and what it is busy with; the batcher guards that. */
final class Device {
  // Share of the newest measurement in the expected durations.
  private static final double NEWEST = 0.25;

  private final Segmenter segmenter;
  private final Inference inference;
  private final Schedule.Engine engine;
  private final int concurrency;
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;
  private boolean waits;
  private long nextTicket;
  private int underWay;
  private long busyUntil = System.nanoTime();
  private double preparing;
  private double segmenting;

  /**
   * @param maxBatch windows of one batch at most; the segmenter may take fewer
   * @param patience ns after which an inference counts as hanging
   */
  Device(Segmenter segmenter, int maxBatch, long patience) {
    this.segmenter = segmenter;
    concurrency = segmenter.concurrency();
    inference = new Inference(segmenter, concurrency, patience);
    engine = new Schedule.Engine(Math.min(maxBatch, segmenter.maxBatch()));
  }

  SegmenterInfo info() {
    return segmenter.info();
  }

  Segmenter segmenter() {
    return segmenter;
  }

  Inference inference() {
    return inference;
  }

  Schedule.Engine engine() {
    return engine;
  }

  int concurrency() {
    return concurrency;
  }

  List<Thread> threads() {
    return threads;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** Whether one of its threads waits for a batch. */
  boolean waits() {
    return waits;
  }

  void waits(boolean now) {
    waits = now;
  }

  /** Batches that it has taken and not segmented. */
  int underWay() {
    return underWay;
  }

  /** When a batch should be closed so that it is prepared when the segmenter is free, ns. */
  long free(long now) {
    return underWay == 0 ? now : busyUntil - (long) preparing;
  }

  /** Expected time from closing a batch to its masks, ns. */
  long duration() {
    return (long) (preparing + segmenting);
  }

  /** Begins with a batch; returns its ticket. */
  long begin(long now) {
    underWay++;
    long ready = Math.max(now + (long) preparing, busyUntil);
    busyUntil = ready + (long) (segmenting / concurrency);
    return nextTicket++;
  }

  /** See {@link Batcher#segmented}. */
  void segmented(long prepareNanos, long segmentNanos) {
    underWay--;
    preparing += NEWEST * (prepareNanos - preparing);
    segmenting += segmentNanos == 0 ? 0 : NEWEST * (segmentNanos - segmenting);
  }
}
