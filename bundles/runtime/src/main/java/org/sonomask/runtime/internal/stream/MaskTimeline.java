// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;

/** The newest masks of a stream. Not thread-safe; looking up allocates nothing. */
final class MaskTimeline {
  private final int capacity;
  private final Deque<Entry> newestFirst;

  private record Entry(MaskFrame inferred, MaskFrame held) {
    boolean isFor(long runningTime) {
      return inferred.runningTime() < runningTime + Math.max(1, inferred.duration());
    }
  }

  MaskTimeline(int capacity) {
    this.capacity = capacity;
    newestFirst = new ArrayDeque<>(capacity + 1);
  }

  /** Adds a mask; one that is older than the newest belongs to a time that was left. */
  void add(MaskFrame mask) {
    if (!newestFirst.isEmpty()
        && newestFirst.peekFirst().inferred().runningTime() > mask.runningTime()) {
      newestFirst.clear();
    }
    newestFirst.addFirst(new Entry(mask, mask.withSource(MaskSource.HELD)));
    if (newestFirst.size() > capacity) {
      newestFirst.removeLast();
    }
  }

  /**
   * The newest mask that is not newer than a frame's end.
   *
   * @param runningTime of the frame, ns
   * @param maxAge of the mask, ns
   * @return the mask, which says whether it is this frame's or held; or null
   */
  MaskFrame at(long runningTime, long maxAge) {
    Iterator<Entry> entries = newestFirst.iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.isFor(runningTime)) {
        MaskFrame mask = entry.inferred();
        if (mask.ageAt(runningTime) > maxAge) {
          return null;
        }
        boolean own = mask.ageAt(runningTime) < Math.max(1, mask.duration());
        return own ? mask : entry.held();
      }
    }
    return null;
  }

  void clear() {
    newestFirst.clear();
  }
}
