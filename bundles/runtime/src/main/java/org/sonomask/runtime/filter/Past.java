// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import org.sonomask.api.StreamPast;

/**
 * What a stream was like up to a frame, used again for frame after frame. Not thread-safe, though
 * pictures may be added meanwhile. Allocates nothing after construction.
 */
final class Past implements StreamPast {
  private final LumaHistory history;
  private final StreamSound sound;
  private final int width;
  private final long[] times;
  private long end;
  private int count;
  private boolean listed;

  Past(LumaHistory history, StreamSound sound, int width) {
    this.history = history;
    this.sound = sound;
    this.width = width;
    times = new long[history.capacity()];
  }

  /** Goes on to another frame. */
  void endAt(long runningTime) {
    end = runningTime;
    listed = false;
  }

  @Override
  public int pictures() {
    if (!listed) {
      count = history.times(end, times);
      listed = true;
    }
    return count;
  }

  @Override
  public long time(int back) {
    pictures();
    return times[back];
  }

  @Override
  public boolean luma(int back, int left, int top, int partWidth, int partHeight, byte[] to) {
    return history.copy(time(back), width, left, top, partWidth, partHeight, to);
  }

  @Override
  public int sound(long runningTime, float[] to) {
    return sound.read(runningTime, to);
  }
}
