// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which windows of which streams form the next batch, and when it is closed. Knows neither threads
 * nor clocks: whoever owns it guards it, and tells it the time.
 *
 * <p>Streams take turns. One that was served goes to the end of the line, one that was not keeps
 * its place, so a stream with a waiting window is served after at most (streams / batch size)
 * batches, whatever the others offer. A stream that is not live gets a second window only when all
 * others have had their first.
 *
 * @param <W> the windows
 */
public final class Schedule<W> {

  /** {@link #closeAt} while no window waits. */
  public static final long NEVER = Long.MAX_VALUE;

  private final int batchSize;
  private final long maxWait;
  private Deque<Lane<W>> line = new ArrayDeque<>();
  private Deque<Lane<W>> nextLine = new ArrayDeque<>();
  private final List<Lane<W>> served = new ArrayList<>();
  private int waiting;

  /**
   * @param batchSize windows that fit into a batch
   * @param maxWait ns that a window waits for others to fill the batch
   */
  public Schedule(int batchSize, long maxWait) {
    this.batchSize = batchSize;
    this.maxWait = maxWait;
  }

  /** The windows of one stream that wait, oldest first. */
  public static final class Lane<W> {
    private final boolean newestWins;
    private final Deque<Waiting<W>> windows = new ArrayDeque<>();

    private Lane(boolean newestWins) {
      this.newestWins = newestWins;
    }
  }

  private record Waiting<W>(W window, long since, long deadline) {}

  /**
   * Adds a stream.
   *
   * @param newestWins whether only its newest window waits
   */
  public Lane<W> open(boolean newestWins) {
    Lane<W> lane = new Lane<>(newestWins);
    line.addLast(lane);
    return lane;
  }

  /** Removes a stream and its windows. */
  public void close(Lane<W> lane) {
    waiting -= lane.windows.size();
    lane.windows.clear();
    line.remove(lane);
  }

  /** Removes a stream's windows, and puts them into {@code dropped}. */
  public void clear(Lane<W> lane, List<W> dropped) {
    lane.windows.forEach(waitingWindow -> dropped.add(waitingWindow.window()));
    waiting -= lane.windows.size();
    lane.windows.clear();
  }

  /**
   * Adds a window.
   *
   * @param now the time, ns
   * @param deadline after which it is worthless, ns
   * @return the older window that it pushed out, or null
   */
  public W offer(Lane<W> lane, W window, long now, long deadline) {
    Waiting<W> older = lane.newestWins ? lane.windows.pollFirst() : null;
    // The newer window does not queue again: else a fast stream would never be old enough.
    long since = older == null ? now : older.since();
    lane.windows.addLast(new Waiting<>(window, since, deadline));
    waiting += older == null ? 1 : 0;
    return older == null ? null : older.window();
  }

  /** Whether any window waits. */
  public boolean isEmpty() {
    return waiting == 0;
  }

  /**
   * When the next batch is to be closed: as soon as it is full or every stream has a window in it;
   * else when a window has waited long enough, or has to go to be done by its deadline.
   *
   * @param now the time, ns
   * @param duration expected time from closing a batch to its masks, ns
   * @param engineFree when the engine can take a batch, ns; a batch is not closed earlier
   * @return a time, in the past if it is due, or {@link #NEVER}
   */
  public long closeAt(long now, long duration, long engineFree) {
    if (waiting == 0) {
      return NEVER;
    }
    long close = waiting >= batchSize ? now : NEVER;
    boolean all = true;
    for (Lane<W> lane : line) {
      Waiting<W> first = lane.windows.peekFirst();
      all &= first != null;
      if (first != null) {
        close = Math.min(close, first.since() + maxWait);
        close = Math.min(close, saturatedMinus(first.deadline(), duration));
      }
    }
    return Math.max(engineFree, all ? Math.min(now, close) : close);
  }

  /**
   * Closes a batch.
   *
   * @param now the time, ns
   * @param batch the windows to segment are added here, in the order they are to be delivered
   * @param late windows whose deadline has passed are added here
   */
  public void take(long now, List<W> batch, List<W> late) {
    int room = batchSize;
    while (!line.isEmpty()) {
      Lane<W> lane = line.pollFirst();
      dropLate(lane, now, late);
      if (room > 0 && !lane.windows.isEmpty()) {
        batch.add(poll(lane));
        served.add(lane);
        room--;
      } else {
        nextLine.addLast(lane);
      }
    }
    fill(room, batch);
    nextLine.addAll(served);
    served.clear();
    Deque<Lane<W>> empty = line;
    line = nextLine;
    nextLine = empty;
  }

  /** More windows of the streams that have some, one each in turn. */
  private void fill(int room, List<W> batch) {
    int left = room;
    boolean more = true;
    while (left > 0 && more) {
      more = false;
      for (int i = 0; i < served.size() && left > 0; i++) {
        if (!served.get(i).windows.isEmpty()) {
          batch.add(poll(served.get(i)));
          left--;
          more = true;
        }
      }
    }
  }

  private W poll(Lane<W> lane) {
    waiting--;
    return lane.windows.pollFirst().window();
  }

  private void dropLate(Lane<W> lane, long now, List<W> late) {
    while (!lane.windows.isEmpty() && lane.windows.peekFirst().deadline() < now) {
      late.add(poll(lane));
    }
  }

  private static long saturatedMinus(long time, long duration) {
    return time == NEVER ? NEVER : time - duration;
  }
}
