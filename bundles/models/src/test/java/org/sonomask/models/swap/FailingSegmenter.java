// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/** A real segmenter under another name that fails from some call on. */
final class FailingSegmenter implements Segmenter {
  private final Segmenter real;
  private final String name;
  private final int calls;
  private final AtomicInteger called = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  FailingSegmenter(Segmenter real, String name, int calls) {
    this.real = real;
    this.name = name;
    this.calls = calls;
  }

  void awaitClosed() throws InterruptedException {
    if (!closed.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("it is still there");
    }
  }

  @Override
  public SegmenterInfo info() {
    SegmenterInfo info = real.info();
    return new SegmenterInfo(
        name,
        info.version(),
        info.licence(),
        info.width(),
        info.height(),
        info.audioExamples(),
        info.audioHop(),
        info.classes());
  }

  @Override
  public int maxBatch() {
    return real.maxBatch();
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    return real.newBatch(capacity);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    if (called.incrementAndGet() > calls) {
      throw new SegmenterException("the test makes it fail");
    }
    real.segment(batch, count);
  }

  @Override
  public void release(SegmenterBatch batch) {
    real.release(batch);
  }

  @Override
  public void close() {
    real.close();
    closed.countDown();
  }
}
