// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.models.RenamedSegmenter;

/** A real segmenter under another name that fails from some call on. */
final class FailingSegmenter extends RenamedSegmenter {
  private final int calls;
  private final AtomicInteger called = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  FailingSegmenter(Segmenter real, String name, int calls) {
    super(real, name);
    this.calls = calls;
  }

  void awaitClosed() throws InterruptedException {
    if (!closed.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("it is still there");
    }
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    if (called.incrementAndGet() > calls) {
      throw new SegmenterException("the test makes it fail");
    }
    super.segment(batch, count);
  }

  @Override
  public void close() {
    super.close();
    closed.countDown();
  }
}
