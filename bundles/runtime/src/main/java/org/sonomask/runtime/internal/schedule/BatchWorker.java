// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/** One of a batcher's threads, with a batch of its own. */
final class BatchWorker implements Runnable {
  private final Batcher batcher;
  private final Inference inference;
  private final Priors priors;
  private final SegmenterBatch batch;
  private final Slot[] slots;
  private final Slot[] slotOfWindow;
  private final boolean[] broken;
  private final List<BatchWindow> windows = new ArrayList<>();
  private final List<BatchWindow> late = new ArrayList<>();
  private long segmentedAt;

  BatchWorker(
      Batcher batcher,
      Inference inference,
      Priors priors,
      SegmenterInfo info,
      SegmenterBatch batch) {
    this.batcher = batcher;
    this.inference = inference;
    this.priors = priors;
    this.batch = batch;
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
      long ticket = batcher.take(windows, late);
      while (ticket >= 0) {
        late.forEach(BatchWindow::drop);
        process(ticket);
        windows.clear();
        late.clear();
        ticket = batcher.take(windows, late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inference.release(batch);
    }
  }

  private void process(long ticket) throws InterruptedException {
    long start = System.nanoTime();
    int count = prepare();
    long prepared = System.nanoTime() - start;
    boolean worked = segment(ticket, count, prepared);
    inference.enterDelivery(ticket);
    try {
      deliver(worked);
    } finally {
      inference.leaveDelivery();
    }
  }

  /** Windows that the segmenter need not see take no slot. */
  private int prepare() {
    int count = 0;
    for (int i = 0; i < windows.size(); i++) {
      slotOfWindow[i] = null;
      broken[i] = false;
      try {
        if (windows.get(i).prepare(slots[count])) {
          priors.fill(slots[count]);
          slotOfWindow[i] = slots[count++];
        }
      } catch (RuntimeException | Error e) {
        inference.windowFailed("a window could not be prepared", e);
        broken[i] = true;
      }
    }
    return count;
  }

  private boolean segment(long ticket, int count, long prepared) throws InterruptedException {
    inference.enterEngine(ticket);
    segmentedAt = System.nanoTime();
    boolean needed = count > 0 && !allLate();
    try {
      return !needed || inference.segment(batch, count);
    } finally {
      inference.leaveEngine();
      batcher.segmented(prepared, needed ? System.nanoTime() - segmentedAt : 0, count);
    }
  }

  private boolean allLate() {
    for (BatchWindow window : windows) {
      if (!isLate(window)) {
        return false;
      }
    }
    return true;
  }

  private boolean isLate(BatchWindow window) {
    return window.deadline() < segmentedAt;
  }

  private void deliver(boolean worked) {
    for (int i = 0; i < windows.size(); i++) {
      BatchWindow window = windows.get(i);
      try {
        if (isLate(window)) {
          window.drop();
        } else if (broken[i] || !worked && slotOfWindow[i] != null) {
          window.fail();
        } else {
          window.deliver(slotOfWindow[i]);
        }
      } catch (RuntimeException | Error e) {
        inference.windowFailed("a mask could not be delivered", e);
        window.fail();
      }
    }
  }
}
