// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

/**
 * Runs a segmenter batch after batch, and tells the log when it or a window fails, or when it
 * hangs: at once, and then every ten seconds at most.
 */
final class Inference {
  private static final Logger LOG = LoggerFactory.getLogger(Inference.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Segmenter segmenter;
  private final Turnstile engine;
  private final Turnstile delivery = new Turnstile(1);
  private final long patience;
  private long failures;
  private long failureReported;

  /** Batches that the segmenter works on. */
  private int inside;

  /** When something last went in or came out; 0 while nothing is inside. */
  private volatile long startedAt;

  private long hangReported;
  private long windowReported;

  /**
   * @param concurrency batches that the segmenter gets at a time
   * @param patience ns after which an inference counts as hanging
   */
  Inference(Segmenter segmenter, int concurrency, long patience) {
    this.segmenter = segmenter;
    engine = new Turnstile(concurrency);
    this.patience = patience;
    hangReported = System.nanoTime() - REPORT_NANOS;
    windowReported = hangReported;
  }

  /** Waits until all batches before have been segmented; {@link #leaveEngine} must follow. */
  void enterEngine(long ticket) throws InterruptedException {
    while (!engine.await(ticket, LOOK_MILLIS)) {
      reportHang();
    }
  }

  /** Whether the segmenter has taken and answered nothing for longer than it may. */
  boolean hangs(long now) {
    long since = startedAt;
    return since != 0 && now - since > patience;
  }

  /** Returns whether the segmenter hangs. */
  private synchronized boolean reportHang() {
    long now = System.nanoTime();
    boolean hangs = hangs(now);
    if (hangs && now - hangReported > REPORT_NANOS) {
      hangReported = now;
      LOG.error(
          "segmenter {} has not answered for {} s; its streams go on without new masks, unless"
              + " another device has it too: if this lasts, use another model",
          segmenter.info().model(),
          TimeUnit.NANOSECONDS.toSeconds(now - startedAt));
    }
    return hangs;
  }

  void leaveEngine() {
    engine.leave();
  }

  /** Waits until all batches before have been delivered; {@link #leaveDelivery} must follow. */
  void enterDelivery(long ticket) throws InterruptedException {
    while (!delivery.await(ticket, TimeUnit.NANOSECONDS.toMillis(patience))) {
      // With room for several, a batch before may still be inside.
      if (!reportHang()) {
        LOG.error(
            "mask filters or listeners have been busy for {} s and keep masks back; remove the"
                + " slow one",
            TimeUnit.NANOSECONDS.toSeconds(patience));
      }
    }
  }

  void leaveDelivery() {
    delivery.leave();
  }

  /** Tells the log that a window failed before or after its inference. */
  synchronized void windowFailed(String what, Throwable reason) {
    long now = System.nanoTime();
    if (now - windowReported >= REPORT_NANOS) {
      windowReported = now;
      LOG.error("segmenter {}: {}", segmenter.info().model(), what, reason);
    }
  }

  /** Gives a batch back to the segmenter, when its worker ends. */
  void release(SegmenterBatch batch) {
    segmenter.release(batch);
  }

  /**
   * Segments a batch. Whatever a segmenter throws is a failed batch, and no more than that.
   *
   * @return whether that worked
   */
  boolean segment(SegmenterBatch batch, int count) {
    begins();
    try {
      segmenter.segment(batch, count);
      worked();
      return true;
    } catch (SegmenterException | RuntimeException | Error e) {
      failed(e);
      return false;
    } finally {
      ends();
    }
  }

  private synchronized void begins() {
    inside++;
    startedAt = System.nanoTime();
  }

  private synchronized void ends() {
    inside--;
    startedAt = inside == 0 ? 0 : System.nanoTime();
  }

  private synchronized void worked() {
    failures = 0;
  }

  private synchronized void failed(Throwable reason) {
    failures++;
    long now = System.nanoTime();
    if (failures == 1 || now - failureReported > REPORT_NANOS) {
      failureReported = now;
      LOG.error(
          "segmenter {} failed {} times in a row: {}",
          segmenter.info().model(),
          failures,
          reason.getMessage(),
          reason);
    }
  }
}
