// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;

/**
 * The queue between a sink pad and its src pad's task. Owns the buffers and events in it; a query
 * belongs to the thread that waits for its answer.
 *
 * <p>Waits on the monitor of this object, which allocates nothing, unlike a Condition. The monitor
 * is never held over a call into GStreamer that could block.
 */
final class BranchQueue {
  /** What the task is to do next. */
  enum Next {
    /** Pause: the branch flushes. */
    PAUSE,
    /** Ask whether the buffer at the head may leave. */
    ASK,
    /** Take the event or query at the head. */
    TAKE
  }

  /** Buffers beyond which a span that does not grow, as without time stamps, no longer counts. */
  private static final int MOST_WITHOUT_SPAN = 64;

  private final ItemRing items = new ItemRing();
  private int minBuffers;
  private long minSpan;
  private boolean flushing = true;
  private boolean ended;
  private boolean queryWaits;
  private boolean queryTaken;
  private boolean answered;
  private boolean answer;
  private int flow = Flow.FLUSHING;
  private long wakes;

  /** The head as {@link #next} saw it; only the task reads these. */
  long headRunningTime;

  long headDuration;
  boolean headPressed;
  private long seenWakes;

  /** What {@link #take} took; only the task reads these. */
  int takenKind;

  long takenPointer;
  long takenRunningTime;

  BranchQueue(int minBuffers, long minSpan) {
    this.minBuffers = minBuffers;
    this.minSpan = minSpan;
  }

  synchronized void limits(int buffers, long span) {
    minBuffers = buffers;
    minSpan = span;
    wake();
  }

  synchronized long minSpan() {
    return minSpan;
  }

  /** Puts a buffer in, and waits while the queue is full; takes the buffer in any case. */
  int put(long buffer, long runningTime, long duration) {
    synchronized (this) {
      while (isFull() && !flushing && flow == Flow.OK) {
        pause(0);
      }
      if (!flushing && flow == Flow.OK) {
        items.add(ItemRing.BUFFER, buffer, runningTime, duration);
        wake();
        return Flow.OK;
      }
    }
    Gst.gst_mini_object_unref(buffer);
    synchronized (this) {
      return flushing ? Flow.FLUSHING : flow;
    }
  }

  /**
   * Puts an event in, and takes it if it can.
   *
   * @return whether it was taken
   */
  synchronized boolean putEvent(long event, boolean last) {
    if (flushing || flow != Flow.OK) {
      return false;
    }
    ended |= last;
    items.add(ItemRing.EVENT, event, Gst.NO_TIME, Gst.NO_TIME);
    wake();
    return true;
  }

  /** Whether so many items are waiting that one which nobody needs may stay away. */
  synchronized boolean isCrowded() {
    return items.size() >= 2 * minBuffers;
  }

  /** Puts a query in, and waits for its answer; false if there is none. */
  synchronized boolean ask(long query) {
    if (flushing || flow != Flow.OK) {
      return false;
    }
    answered = false;
    answer = false;
    queryWaits = true;
    queryTaken = false;
    items.add(ItemRing.QUERY, query, Gst.NO_TIME, Gst.NO_TIME);
    wake();
    // A query that the task is asking with must stay valid, flush or not.
    while (!answered && (queryTaken || !flushing && flow == Flow.OK)) {
      pause(0);
    }
    queryWaits = false;
    return answer;
  }

  synchronized void answer(boolean result) {
    answered = true;
    answer = result;
    notifyAll();
  }

  /** Waits for something at the head. */
  synchronized Next next() {
    while (items.isEmpty() && !flushing) {
      pause(0);
    }
    if (flushing) {
      return Next.PAUSE;
    }
    if (items.kind() != ItemRing.BUFFER) {
      return Next.TAKE;
    }
    headRunningTime = items.runningTime();
    headDuration = items.duration();
    headPressed = isFull() || ended || queryWaits;
    seenWakes = wakes;
    return Next.ASK;
  }

  /** Waits, unless something has changed since {@link #next}. */
  synchronized void hold(long nanos) {
    if (!flushing && wakes == seenWakes) {
      pause(nanos);
    }
  }

  /** Takes the head; false if a flush came between. */
  synchronized boolean take() {
    if (flushing || items.isEmpty()) {
      return false;
    }
    takenKind = items.kind();
    takenPointer = items.pointer();
    takenRunningTime = items.runningTime();
    items.remove();
    queryTaken |= takenKind == ItemRing.QUERY;
    wake();
    return true;
  }

  /** Asks about the head again, and lets in who waited. */
  synchronized void wake() {
    wakes++;
    notifyAll();
  }

  /**
   * Remembers why pushing failed.
   *
   * @return whether upstream is done, so that it will not see it
   */
  synchronized boolean fail(int reason) {
    flow = flow == Flow.OK ? reason : flow;
    notifyAll();
    return ended;
  }

  synchronized void start() {
    // After a failed push a query may be left whose asker has gone.
    discard();
    flushing = false;
    ended = false;
    flow = Flow.OK;
  }

  /**
   * The src pad has a peer again.
   *
   * @return whether the branch had stopped because it had none, and goes on now
   */
  synchronized boolean relinked() {
    boolean stopped = !flushing && flow == Flow.NOT_LINKED;
    if (stopped) {
      flow = Flow.OK;
      wake();
    }
    return stopped;
  }

  /** The stream starts anew after EOS. */
  synchronized void restarted() {
    ended = false;
  }

  /** Throws everything away, and lets everybody go who waits. */
  synchronized void flush() {
    flushing = true;
    flow = Flow.FLUSHING;
    discard();
    wake();
  }

  private void discard() {
    while (!items.isEmpty()) {
      if (items.kind() != ItemRing.QUERY) {
        Gst.gst_mini_object_unref(items.pointer());
      }
      items.remove();
    }
  }

  private boolean isFull() {
    if (items.buffers() < minBuffers) {
      return false;
    }
    long span = items.span();
    return span >= minSpan || span == 0 && items.buffers() >= MOST_WITHOUT_SPAN;
  }

  private void pause(long nanos) {
    try {
      if (nanos == 0) {
        wait();
      } else {
        wait(Math.max(1, (nanos + 999_999) / 1_000_000));
      }
    } catch (InterruptedException e) {
      // GStreamer stops its threads by flushing: whoever waits looks at its condition again.
      wakes++;
    }
  }
}
