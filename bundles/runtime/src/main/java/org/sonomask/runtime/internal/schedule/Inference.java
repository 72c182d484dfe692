// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

/**
 * Runs a segmenter one batch after the other, and tells the log when it fails or hangs: at once,
 * and then every ten seconds at most.
 */
final class Inference {
  private static final Logger LOG = LoggerFactory.getLogger(Inference.class);
  private static final long HANG_MILLIS = 5_000;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Segmenter segmenter;
  private final Turnstile engine = new Turnstile();
  private final Turnstile delivery = new Turnstile();
  private long failures;
  private long reported;

  Inference(Segmenter segmenter) {
    this.segmenter = segmenter;
  }

  /** Waits until all batches before have been segmented; {@link #leaveEngine} must follow. */
  void enterEngine(long ticket) throws InterruptedException {
    while (!engine.await(ticket, HANG_MILLIS)) {
      LOG.error(
          "segmenter {} has not answered for {} s; its streams go on without masks",
          segmenter.info().model(),
          HANG_MILLIS / 1000);
    }
  }

  void leaveEngine() {
    engine.pass();
  }

  /** Waits until all batches before have been delivered; {@link #leaveDelivery} must follow. */
  void enterDelivery(long ticket) throws InterruptedException {
    while (!delivery.await(ticket, HANG_MILLIS)) {
      LOG.error("mask filters or listeners have been busy for {} s", HANG_MILLIS / 1000);
    }
  }

  void leaveDelivery() {
    delivery.pass();
  }

  /**
   * Segments a batch.
   *
   * @return whether that worked
   */
  boolean segment(SegmenterBatch batch, int count) {
    try {
      segmenter.segment(batch, count);
      failures = 0;
      return true;
    } catch (SegmenterException | RuntimeException | LinkageError | OutOfMemoryError e) {
      failures++;
      if (failures == 1 || System.nanoTime() - reported > REPORT_NANOS) {
        reported = System.nanoTime();
        LOG.error(
            "segmenter {} failed {} times in a row: {}",
            segmenter.info().model(),
            failures,
            e.getMessage(),
            e);
      }
      return false;
    }
  }
}
