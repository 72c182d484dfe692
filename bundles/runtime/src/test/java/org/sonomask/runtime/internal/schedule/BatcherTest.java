// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.RuntimeThreads;

/** Batches on several devices and several threads. */
class BatcherTest {
  private static final int STREAMS = 12;
  private static final int BATCH = 4;
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "Apache-2.0", 8, 8, 1, 960_000_000, List.of("background", "a"));

  private final Crew crew = new Crew(2);
  private final Batcher batcher = new Batcher(() -> null, BATCH, 1_000_000, crew);

  @AfterEach
  void close() {
    batcher.close();
    crew.close();
  }

  /** Notes who is inside, and waits for a permit each time. */
  private static final class Device implements Segmenter {
    final int concurrency;
    final Semaphore permits = new Semaphore(0);
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger windows = new AtomicInteger();

    Device(int concurrency) {
      this.concurrency = concurrency;
    }

    @Override
    public SegmenterInfo info() {
      return INFO;
    }

    @Override
    public int maxBatch() {
      return BATCH;
    }

    @Override
    public int concurrency() {
      return concurrency;
    }

    @Override
    public SegmenterBatch newBatch(int capacity) {
      return SegmenterBatch.allocate(INFO, capacity);
    }

    @Override
    public void segment(SegmenterBatch batch, int count) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      permits.acquireUninterruptibly();
      windows.addAndGet(count);
      inside.decrementAndGet();
    }

    @Override
    public void close() {}
  }

  @Test
  void everyDeviceTakesBatchesWhileOthersAreBusy() throws Exception {
    List<Device> devices = List.of(new Device(1), new Device(1), new Device(1));
    devices.forEach(batcher::add);
    Semaphore delivered = new Semaphore(0);
    // More than all threads of two devices take.
    int streams = 4 * STREAMS;
    for (int i = 0; i < streams; i++) {
      batcher.offer(new HeardWindow(batcher.open(true), delivered::release));
    }
    for (Device device : devices) {
      awaitInside(device, 1);
    }
    devices.forEach(device -> device.permits.release(streams));
    delivered.acquire(streams);
    assertEquals(streams, devices.stream().mapToInt(device -> device.windows.get()).sum());
  }

  @Test
  void aDeviceGetsAsManyBatchesAtOnceAsItWorksOn() throws Exception {
    Device device = new Device(2);
    batcher.add(device);
    Semaphore delivered = new Semaphore(0);
    for (int i = 0; i < STREAMS; i++) {
      batcher.offer(new HeardWindow(batcher.open(true), delivered::release));
    }
    awaitInside(device, 2);
    device.permits.release(STREAMS);
    delivered.acquire(STREAMS);
    assertEquals(2, device.most.get());
  }

  @Test
  void whatOneDeviceIsRemovedWithTheOthersGoOnWith() throws Exception {
    Device gone = new Device(1);
    Device stays = new Device(1);
    batcher.add(gone);
    batcher.add(stays);
    gone.permits.release(1_000);
    stays.permits.release(1_000);
    assertTrue(batcher.remove(gone), "the other is left");
    Semaphore delivered = new Semaphore(0);
    for (int i = 0; i < STREAMS; i++) {
      batcher.offer(new HeardWindow(batcher.open(true), delivered::release));
    }
    delivered.acquire(STREAMS);
    assertEquals(STREAMS, stays.windows.get());
  }

  @Test
  void windowsOfOneStreamAreDeliveredInOrderWhicheverDeviceHasThem() throws Exception {
    for (int i = 0; i < 3; i++) {
      Device device = new Device(2);
      device.permits.release(1_000_000);
      batcher.add(device);
    }
    ConcurrentHashMap<Object, Integer> newest = new ConcurrentHashMap<>();
    AtomicInteger outOfOrder = new AtomicInteger();
    int each = 500;
    CountDownLatch delivered = new CountDownLatch(each * STREAMS);
    List<Schedule.Lane<BatchWindow>> lanes = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      lanes.add(batcher.open(false));
    }
    for (int number = 0; number < each; number++) {
      for (Schedule.Lane<BatchWindow> lane : lanes) {
        int its = number;
        batcher.offer(
            new HeardWindow(
                lane,
                () -> {
                  Integer before = newest.put(lane, its);
                  outOfOrder.addAndGet(before == null || before == its - 1 ? 0 : 1);
                  delivered.countDown();
                }));
      }
    }
    delivered.await();
    assertEquals(0, outOfOrder.get());
  }

  @Test
  void aRunningBatcherAllocatesNothing() throws Exception {
    Device device = new Device(2);
    device.permits.release(1_000_000);
    batcher.add(device);
    Semaphore delivered = new Semaphore(0);
    List<HeardWindow> windows = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      windows.add(new HeardWindow(batcher.open(true), delivered::release));
    }
    rounds(windows, delivered, 500);
    RuntimeThreads threads = new RuntimeThreads();
    int rounds = 2_000;
    rounds(windows, delivered, rounds);
    long bytes = threads.allocated();
    assertTrue(bytes < rounds * STREAMS, bytes + " bytes for " + rounds * STREAMS + " windows");
  }

  private void rounds(List<HeardWindow> windows, Semaphore delivered, int rounds)
      throws InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < windows.size(); i++) {
        batcher.offer(windows.get(i));
      }
      while (delivered.availablePermits() < windows.size()) {
        Thread.onSpinWait();
      }
      delivered.drainPermits();
    }
  }

  private static void awaitInside(Device device, int batches) throws InterruptedException {
    while (device.inside.get() < batches) {
      Thread.sleep(1);
    }
  }
}
