// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Which windows of which streams form the next batch of an engine, and when it is closed. Knows
 * neither threads nor clocks: whoever owns it guards it, and tells it the time. Allocates nothing
 * once its queues have grown.
 *
 * <p>Streams take turns. One that was served goes to the end of the line, one that was not keeps
 * its place, so a stream with a waiting window is served after at most (streams / batch size)
 * batches, whatever the others offer. A stream that is not live gets a second window only when all
 * others have had their first.
 *
 * <p>Several engines take from the same line, whichever is free. Windows of one stream stay in
 * order: while an engine has some of them, no other gets any, unless that engine is passed over.
 *
 * @param <W> the windows
 */
public final class Schedule<W> {

  /** {@link #closeAt} while no window waits. */
  public static final long NEVER = Long.MAX_VALUE;

  private final long maxWait;
  private List<Lane<W>> line = new ArrayList<>();
  private List<Lane<W>> nextLine = new ArrayList<>();
  private final List<Lane<W>> served = new ArrayList<>();

  /**
   * @param maxWait ns that a window waits for others to fill the batch
   */
  public Schedule(long maxWait) {
    this.maxWait = maxWait;
  }

  /** Who takes batches. */
  public static final class Engine {
    private final int batchSize;
    private boolean passedOver;

    /**
     * @param batchSize windows that fit into a batch
     */
    public Engine(int batchSize) {
      this.batchSize = batchSize;
    }

    /** Windows that fit into a batch. */
    public int batchSize() {
      return batchSize;
    }
  }

  /** The windows of one stream that wait, oldest first. */
  public static final class Lane<W> {
    private final boolean newestWins;
    private final WindowQueue<W> windows = new WindowQueue<>();

    /** The engine that had windows of it last, and how many it has now. */
    private Engine engine;

    private int underWay;

    private Lane(boolean newestWins) {
      this.newestWins = newestWins;
    }

    private boolean isFor(Engine other) {
      return underWay == 0 || engine == other || engine.passedOver;
    }
  }

  /**
   * Adds a stream.
   *
   * @param newestWins whether only its newest window waits
   */
  public Lane<W> open(boolean newestWins) {
    Lane<W> lane = new Lane<>(newestWins);
    line.add(lane);
    return lane;
  }

  /** Removes a stream, whose windows were taken back before. */
  public void close(Lane<W> lane) {
    line.remove(lane);
  }

  /** Removes a stream's windows, and puts them into {@code dropped}. */
  public void clear(Lane<W> lane, List<? super W> dropped) {
    lane.windows.drainTo(dropped);
  }

  /**
   * Adds a window.
   *
   * @param now the time, ns
   * @param deadline after which it is worthless, ns
   * @return the older window that it pushed out, or null
   */
  public W offer(Lane<W> lane, W window, long now, long deadline) {
    if (!lane.newestWins || lane.windows.size() == 0) {
      lane.windows.add(window, now, deadline);
      return null;
    }
    // The newer window does not queue again: else a fast stream would never be old enough.
    long since = lane.windows.since();
    W older = lane.windows.poll();
    lane.windows.add(window, since, deadline);
    return older;
  }

  /**
   * When an engine's next batch is to be closed: as soon as it is full or every stream has a window
   * in it; else when a window has waited long enough, or has to go to be done by its deadline.
   *
   * @param now the time, ns
   * @param duration expected time from closing a batch to its masks, ns
   * @param engineFree when the engine can take a batch, ns; a batch is not closed earlier
   * @return a time, in the past if it is due, or {@link #NEVER}
   */
  public long closeAt(Engine engine, long now, long duration, long engineFree) {
    long close = NEVER;
    int waiting = 0;
    boolean all = true;
    for (int i = 0; i < line.size(); i++) {
      Lane<W> lane = line.get(i);
      if (lane.isFor(engine)) {
        int windows = lane.windows.size();
        waiting += windows;
        all &= windows > 0;
        close = windows == 0 ? close : Math.min(close, latest(lane.windows, duration));
      }
    }
    if (waiting == 0) {
      return NEVER;
    }
    boolean full = all || waiting >= engine.batchSize;
    return Math.max(engineFree, full ? Math.min(now, close) : close);
  }

  /** When the oldest of a stream's windows has to go. */
  private long latest(WindowQueue<W> windows, long duration) {
    long deadline = windows.deadline();
    long enough = windows.since() + maxWait;
    return deadline == NEVER ? enough : Math.min(enough, deadline - duration);
  }

  /**
   * Closes a batch of an engine. {@link #done} must follow for each of its windows.
   *
   * @param now the time, ns
   * @param batch the windows to segment are added here, in the order they are to be delivered
   * @param late windows whose deadline has passed are added here
   */
  public void take(Engine engine, long now, List<? super W> batch, List<? super W> late) {
    int room = engine.batchSize;
    for (int i = 0; i < line.size(); i++) {
      Lane<W> lane = line.get(i);
      dropLate(lane.windows, now, late);
      if (room > 0 && lane.windows.size() > 0 && lane.isFor(engine)) {
        take(lane, engine, batch);
        served.add(lane);
        room--;
      } else {
        nextLine.add(lane);
      }
    }
    fill(engine, room, batch);
    for (int i = 0; i < served.size(); i++) {
      nextLine.add(served.get(i));
    }
    served.clear();
    List<Lane<W>> empty = line;
    empty.clear();
    line = nextLine;
    nextLine = empty;
  }

  /** More windows of the streams that have some, one each in turn. */
  private void fill(Engine engine, int room, List<? super W> batch) {
    int left = room;
    boolean more = true;
    while (left > 0 && more) {
      more = false;
      for (int i = 0; i < served.size() && left > 0; i++) {
        if (served.get(i).windows.size() > 0) {
          take(served.get(i), engine, batch);
          left--;
          more = true;
        }
      }
    }
  }

  private void take(Lane<W> lane, Engine engine, List<? super W> batch) {
    lane.underWay = lane.engine == engine ? lane.underWay + 1 : 1;
    lane.engine = engine;
    batch.add(lane.windows.poll());
  }

  private void dropLate(WindowQueue<W> windows, long now, List<? super W> late) {
    while (windows.size() > 0 && windows.deadline() < now) {
      late.add(windows.poll());
    }
  }

  /** Says that a window that an engine had taken has been delivered. */
  public void done(Engine engine, Lane<W> lane) {
    if (lane.engine == engine) {
      lane.underWay--;
    }
  }

  /**
   * Says whether an engine is passed over, as one that is gone or hangs: others then get windows of
   * streams of which it still has some. What it had may be delivered behind those.
   */
  public void passOver(Engine engine, boolean now) {
    engine.passedOver = now;
  }
}
