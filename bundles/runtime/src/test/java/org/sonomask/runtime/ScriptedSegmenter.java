// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/**
 * A segmenter for fault injection: labels are the red of each pixel, confidence is the prior, and
 * it fails or hangs when told to.
 */
final class ScriptedSegmenter implements Segmenter {
  static final int SIZE = 8;

  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger windows = new AtomicInteger();
  final AtomicInteger greatestBatch = new AtomicInteger();

  /** Batches that were made and not released. */
  final AtomicInteger batches = new AtomicInteger();

  volatile float loudest;
  volatile boolean failing;
  volatile Error throwing;
  volatile boolean blocking;
  final Semaphore permits = new Semaphore(0);

  private final SegmenterInfo info;
  private final AtomicInteger inside = new AtomicInteger();

  ScriptedSegmenter(String model) {
    this(model, 960_000_000);
  }

  ScriptedSegmenter(String model, long audioHop) {
    this(model, audioHop, SIZE);
  }

  ScriptedSegmenter(String model, long audioHop, int size) {
    info =
        new SegmenterInfo(
            model, "1", "Apache-2.0", size, size, 1, audioHop, List.of("background", "a", "b"));
  }

  @Override
  public SegmenterInfo info() {
    return info;
  }

  @Override
  public int maxBatch() {
    return 4;
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    batches.incrementAndGet();
    return SegmenterBatch.allocate(info, capacity);
  }

  @Override
  public void release(SegmenterBatch batch) {
    batches.decrementAndGet();
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    if (inside.incrementAndGet() != 1) {
      throw new SegmenterException("two batches at once");
    }
    try {
      calls.incrementAndGet();
      windows.addAndGet(count);
      greatestBatch.accumulateAndGet(count, Math::max);
      if (blocking) {
        permits.acquireUninterruptibly();
      }
      if (failing) {
        throw new SegmenterException("the test makes it fail");
      }
      if (throwing != null) {
        throw throwing;
      }
      write(batch, count);
    } finally {
      inside.decrementAndGet();
    }
  }

  private void write(SegmenterBatch batch, int count) {
    int pixels = info.pixels();
    for (int i = 0; i < count * pixels; i++) {
      batch.labels().put(i, batch.frames().get(i * 3));
      batch.confidence().put(i, batch.priors().get(i));
    }
    for (int i = 0; i < count * info.melFloats(); i++) {
      loudest = Math.max(loudest, batch.logMel().get(i));
    }
  }

  @Override
  public void close() {}
}
