// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.Arrays;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;

/**
 * The newest masks of a stream, and the one that is lent to who shows its frames. Guarded by its
 * stream; looking up allocates nothing.
 */
final class MaskTimeline {
  private final MaskFrame[] inferred;
  private final MaskFrame[] held;
  private int newest;
  private int size;

  /** Stays until another one is lent: its reader tells the two apart by their arrays. */
  private MaskFrame lent;

  /**
   * @param capacity masks to keep
   */
  MaskTimeline(int capacity) {
    inferred = new MaskFrame[capacity];
    held = new MaskFrame[capacity];
  }

  /** Masks that it keeps. */
  int capacity() {
    return inferred.length;
  }

  /** Adds a mask; if it is older than the newest, time has jumped and the others are forgotten. */
  void add(MaskFrame mask) {
    if (size > 0 && inferred[newest].runningTime() > mask.runningTime()) {
      clear();
    }
    newest = (newest + 1) % inferred.length;
    inferred[newest] = mask;
    held[newest] = mask.withSource(MaskSource.HELD);
    size = Math.min(size + 1, inferred.length);
  }

  /**
   * The newest mask that is not newer than a frame's end.
   *
   * @param runningTime of the frame, ns
   * @param maxAge of the mask, ns
   * @return the mask, which says whether it is this frame's or held; or null
   */
  MaskFrame at(long runningTime, long maxAge) {
    for (int back = 0; back < size; back++) {
      int at = Math.floorMod(newest - back, inferred.length);
      MaskFrame mask = inferred[at];
      long duration = Math.max(1, mask.duration());
      if (mask.runningTime() < runningTime + duration) {
        long age = mask.ageAt(runningTime);
        MaskFrame shown = age < duration ? mask : held[at];
        return age > maxAge ? null : shown;
      }
    }
    return null;
  }

  /** As {@link #at}; the mask is lent until the next one is. */
  MaskFrame lend(long runningTime, long maxAge) {
    MaskFrame mask = at(runningTime, maxAge);
    lent = mask == null ? lent : mask;
    return mask;
  }

  /** Whether a mask in these arrays is held or lent. */
  boolean isIn(byte[] labels) {
    boolean found = lent != null && lent.labels() == labels;
    for (int i = 0; i < inferred.length && !found; i++) {
      found = inferred[i] != null && inferred[i].labels() == labels;
    }
    return found;
  }

  /** Holds no mask any more; the one that is lent stays that. */
  void clear() {
    Arrays.fill(inferred, null);
    Arrays.fill(held, null);
    size = 0;
  }
}
