// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/** One of a device's threads, with a batch of its own. */
final class BatchWorker implements Runnable {
  private final Batcher batcher;
  private final Device device;
  private final Inference inference;
  private final Priors priors;
  private final Crew crew;
  private final SegmenterBatch batch;
  private final Slot[] slots;
  private final Slot[] slotOfWindow;
  private final boolean[] broken;
  private final List<BatchWindow> windows = new ArrayList<>();
  private final List<BatchWindow> late = new ArrayList<>();
  private final Crew.Work preparation = new Crew.Work(this::prepare);
  private final Crew.Work delivery = new Crew.Work(this::deliverStream);
  private long segmentedAt;
  private boolean worked;

  BatchWorker(Batcher batcher, Device device, Priors priors, Crew crew, SegmenterBatch batch) {
    this.batcher = batcher;
    this.device = device;
    this.inference = device.inference();
    this.priors = priors;
    this.crew = crew;
    this.batch = batch;
    SegmenterInfo info = device.info();
    slots = new Slot[batch.capacity()];
    slotOfWindow = new Slot[batch.capacity()];
    broken = new boolean[batch.capacity()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(info, batch, i);
    }
  }

  @Override
  public void run() {
    try {
      long ticket = batcher.take(device, windows, late);
      while (ticket >= 0) {
        dropLate();
        process(ticket);
        windows.clear();
        late.clear();
        ticket = batcher.take(device, windows, late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inference.release(batch);
    }
  }

  private void dropLate() {
    for (int i = 0; i < late.size(); i++) {
      drop(late.get(i));
    }
  }

  private void drop(BatchWindow window) {
    try {
      window.drop();
    } catch (RuntimeException | Error e) {
      inference.windowFailed("a late window could not be dropped", e);
    }
  }

  private void process(long ticket) throws InterruptedException {
    long start = System.nanoTime();
    int count = assignSlots();
    crew.run(preparation, windows.size());
    segment(ticket, count, System.nanoTime() - start);
    inference.enterDelivery(ticket);
    try {
      crew.run(delivery, windows.size());
    } finally {
      inference.leaveDelivery();
      batcher.delivered(device, windows);
    }
  }

  /** Windows that the segmenter need not see take no slot. */
  private int assignSlots() {
    Arrays.fill(slotOfWindow, null);
    Arrays.fill(broken, false);
    int count = 0;
    for (int i = 0; i < windows.size(); i++) {
      try {
        slotOfWindow[i] = windows.get(i).isHeard() ? slots[count++] : null;
      } catch (RuntimeException | Error e) {
        breaks(i, e);
      }
    }
    return count;
  }

  private void prepare(int number) {
    Slot slot = slotOfWindow[number];
    try {
      if (slot != null) {
        windows.get(number).prepare(slot);
        priors.fill(slot);
      }
    } catch (RuntimeException | Error e) {
      breaks(number, e);
    }
  }

  private void breaks(int number, Throwable reason) {
    inference.windowFailed("a window could not be prepared", reason);
    broken[number] = true;
  }

  private void segment(long ticket, int count, long prepared) throws InterruptedException {
    inference.enterEngine(ticket);
    segmentedAt = System.nanoTime();
    boolean needed = count > 0 && !allLate();
    try {
      worked = !needed || inference.segment(batch, count);
    } finally {
      inference.leaveEngine();
      long spent = needed ? System.nanoTime() - segmentedAt : 0;
      batcher.segmented(device, prepared, spent, count);
    }
  }

  private boolean allLate() {
    for (int i = 0; i < windows.size(); i++) {
      if (!isLate(windows.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isLate(BatchWindow window) {
    return window.deadline() < segmentedAt;
  }

  /** Delivers all windows of a stream, in order, if this one is its first. */
  private void deliverStream(int number) {
    Schedule.Lane<BatchWindow> lane = windows.get(number).lane();
    for (int i = 0; i < number; i++) {
      if (windows.get(i).lane() == lane) {
        return;
      }
    }
    for (int i = number; i < windows.size(); i++) {
      if (windows.get(i).lane() == lane) {
        deliver(i);
      }
    }
  }

  private void deliver(int number) {
    BatchWindow window = windows.get(number);
    try {
      if (isLate(window)) {
        drop(window);
      } else if (broken[number] || !worked && slotOfWindow[number] != null) {
        window.fail();
      } else {
        window.deliver(slotOfWindow[number]);
      }
    } catch (RuntimeException | Error e) {
      inference.windowFailed("a mask could not be delivered", e);
      fail(window);
    }
  }

  private void fail(BatchWindow window) {
    try {
      window.fail();
    } catch (RuntimeException | Error e) {
      inference.windowFailed("a window could not be given back", e);
    }
  }
}
