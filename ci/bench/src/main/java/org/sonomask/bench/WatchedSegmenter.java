// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.ForwardingSegmenter;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

/** Passes windows on, counts them, and remembers some of them. */
final class WatchedSegmenter extends ForwardingSegmenter {
  private static final int REMEMBERED = 32;

  private final List<RecordedWindow> recorded = new ArrayList<>();
  private long delay;
  private long firstAt;
  private long countedFrom;
  private long countedTo;
  private long cpuFrom;
  private long cpuTo;
  private long counted;

  WatchedSegmenter(Segmenter segmenter) {
    super(segmenter);
  }

  /** Counts anew, from so many nanoseconds after the next window on. */
  synchronized void startAfter(long nanos) {
    delay = nanos;
    firstAt = 0;
    countedFrom = 0;
    counted = 0;
  }

  /** What was counted. */
  synchronized CpuBench.Turn turn() {
    double seconds = (countedTo - countedFrom) / 1e9;
    return new CpuBench.Turn(counted / seconds, (cpuTo - cpuFrom) / 1e6 / counted);
  }

  /** The first windows it saw. */
  synchronized List<RecordedWindow> recorded() {
    return List.copyOf(recorded);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    super.segment(batch, count);
    synchronized (this) {
      for (int slot = 0; slot < count && recorded.size() < REMEMBERED; slot++) {
        recorded.add(RecordedWindow.of(batch, slot, info()));
      }
      count(count);
    }
  }

  private void count(int windows) {
    long now = System.nanoTime();
    firstAt = firstAt == 0 ? now : firstAt;
    if (now - firstAt < delay) {
      return;
    }
    if (countedFrom == 0) {
      countedFrom = now;
      cpuFrom = ProcessClock.nanos();
      return;
    }
    counted += windows;
    countedTo = now;
    cpuTo = ProcessClock.nanos();
  }
}
