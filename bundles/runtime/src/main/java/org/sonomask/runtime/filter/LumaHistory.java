// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * The newest pictures of a stream, of which one thread brings and others look up. Takes memory with
 * the first picture, and none afterwards.
 */
public final class LumaHistory {
  private static final long NEVER = Long.MIN_VALUE;

  private final int pixels;
  private final long[] times;
  private byte[][] pictures;
  private int newest;

  LumaHistory(int pixels, int capacity) {
    this.pixels = pixels;
    times = new long[capacity];
    clear();
  }

  /** Keeps a picture, in place of the oldest; one of another size is of no use. */
  synchronized void add(ByteBuffer luma, long runningTime) {
    if (luma.remaining() != pixels) {
      return;
    }
    if (pictures == null) {
      pictures = new byte[times.length][pixels];
    }
    newest = (newest + 1) % times.length;
    luma.get(luma.position(), pictures[newest]);
    times[newest] = runningTime;
  }

  /**
   * Looks up a picture.
   *
   * @param to written
   * @return whether it is remembered
   */
  synchronized boolean copy(long runningTime, LumaPicture to) {
    int at = find(runningTime);
    if (at >= 0) {
      to.set(pictures[at]);
    }
    return at >= 0;
  }

  /** Copies a part of a picture that is {@code pitch} wide; returns whether it is remembered. */
  synchronized boolean copy(
      long runningTime, int pitch, int left, int top, int width, int height, byte[] to) {
    int at = find(runningTime);
    for (int row = 0; at >= 0 && row < height; row++) {
      System.arraycopy(pictures[at], (top + row) * pitch + left, to, row * width, width);
    }
    return at >= 0;
  }

  private int find(long runningTime) {
    for (int back = 0; back < times.length; back++) {
      int at = Math.floorMod(newest - back, times.length);
      if (times[at] == runningTime) {
        return at;
      }
    }
    return -1;
  }

  int capacity() {
    return times.length;
  }

  /**
   * Lists running times, newest first.
   *
   * @param until the newest that counts
   * @param to written
   * @return how many there are
   */
  synchronized int times(long until, long[] to) {
    int count = 0;
    for (int back = 0; back < times.length; back++) {
      long time = times[Math.floorMod(newest - back, times.length)];
      if (time != NEVER && time <= until) {
        to[count++] = time;
      }
    }
    return count;
  }

  synchronized void clear() {
    Arrays.fill(times, NEVER);
  }
}
