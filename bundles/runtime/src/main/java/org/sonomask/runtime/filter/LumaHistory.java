// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * The newest pictures of a stream, of which one thread brings and another looks up. Takes memory
 * with the first picture, and none afterwards.
 */
final class LumaHistory {
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
    for (int back = 0; back < times.length; back++) {
      int at = Math.floorMod(newest - back, times.length);
      if (times[at] == runningTime) {
        to.set(pictures[at]);
        return true;
      }
    }
    return false;
  }

  synchronized void clear() {
    Arrays.fill(times, NEVER);
  }
}
