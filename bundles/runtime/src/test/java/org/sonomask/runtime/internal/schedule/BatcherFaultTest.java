// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/** Devices that are slow to come, cannot come, or stop answering. */
class BatcherFaultTest {
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "Apache-2.0", 8, 8, 1, 960_000_000, List.of("background", "a"));
  private static final long PATIENCE = 20_000_000;

  private final Crew crew = new Crew(0);
  private final Batcher batcher = new Batcher(() -> null, 1, 1_000_000, PATIENCE, crew);
  private final Semaphore delivered = new Semaphore(0);

  @AfterEach
  void close() {
    batcher.close();
    crew.close();
  }

  @Test
  void streamsGoOnWhileADeviceIsMadeReady() throws Exception {
    batcher.add(new Device());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ready = new CountDownLatch(1);
    Thread adding = new Thread(() -> batcher.add(new Slow(asked, ready)));
    adding.start();
    asked.await();
    batcher.offer(new HeardWindow(batcher.open(true), delivered::release));
    delivered.acquire();
    ready.countDown();
    adding.join();
  }

  @Test
  void aDeviceThatCannotComeGetsItsBatchesBack() {
    Device device =
        new Device() {
          @Override
          public SegmenterBatch newBatch(int capacity) {
            if (batches.get() == 2) {
              throw new OutOfMemoryError("the test takes it away");
            }
            return super.newBatch(capacity);
          }
        };
    assertThrows(OutOfMemoryError.class, () -> batcher.add(device));
    assertEquals(0, device.batches.get());
  }

  @Test
  void othersTakeTheStreamsOfADeviceThatHangsUntilItAnswers() throws Exception {
    Device one = new Device();
    Device other = new Device();
    batcher.add(one);
    batcher.add(other);
    one.hangs = true;
    other.hangs = true;
    Schedule.Lane<BatchWindow> lane = batcher.open(false);
    batcher.offer(new HeardWindow(lane, delivered::release));
    Device hanging = awaitInside(one, other);
    Device healthy = hanging == one ? other : one;
    healthy.hangs = false;
    int offered = 1;
    while (!delivered.tryAcquire(5, TimeUnit.MILLISECONDS)) {
      batcher.offer(new HeardWindow(lane, delivered::release));
      offered++;
    }
    hanging.hangs = false;
    hanging.permits.release();
    delivered.acquire(offered - 1);
    // Now the other one hangs, and the first takes its place.
    healthy.hangs = true;
    while (healthy.inside.get() == 0) {
      batcher.offer(new HeardWindow(batcher.open(false), delivered::release));
      Thread.sleep(1);
    }
    delivered.drainPermits();
    while (!delivered.tryAcquire(5, TimeUnit.MILLISECONDS)) {
      batcher.offer(new HeardWindow(lane, delivered::release));
    }
    healthy.hangs = false;
    healthy.permits.release(1_000);
  }

  private static Device awaitInside(Device one, Device other) throws InterruptedException {
    while (one.inside.get() + other.inside.get() == 0) {
      Thread.sleep(1);
    }
    return one.inside.get() > 0 ? one : other;
  }

  private static class Device implements Segmenter {
    final AtomicInteger batches = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final Semaphore permits = new Semaphore(0);
    volatile boolean hangs;

    @Override
    public SegmenterInfo info() {
      return INFO;
    }

    @Override
    public int maxBatch() {
      return 1;
    }

    @Override
    public SegmenterBatch newBatch(int capacity) {
      batches.incrementAndGet();
      return SegmenterBatch.allocate(INFO, capacity);
    }

    @Override
    public void release(SegmenterBatch batch) {
      batches.decrementAndGet();
    }

    @Override
    public void segment(SegmenterBatch batch, int count) {
      inside.incrementAndGet();
      if (hangs) {
        permits.acquireUninterruptibly();
      }
      inside.decrementAndGet();
    }

    @Override
    public void close() {}
  }

  private static final class Slow extends Device {
    private final CountDownLatch asked;
    private final CountDownLatch ready;

    Slow(CountDownLatch asked, CountDownLatch ready) {
      this.asked = asked;
      this.ready = ready;
    }

    @Override
    public SegmenterBatch newBatch(int capacity) {
      asked.countDown();
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.newBatch(capacity);
    }
  }
}
