// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

/**
 * A queue of buffers, events and queries in order. Grows when it must, and allocates nothing
 * otherwise. Not thread-safe.
 */
final class ItemRing {
  /** What an item is. */
  static final int BUFFER = 0;

  static final int EVENT = 1;
  static final int QUERY = 2;

  /** A second of sound in pieces of 10 ms fits without growing. */
  private static final int FIRST_CAPACITY = 128;

  private int[] kinds = new int[FIRST_CAPACITY];
  private long[] pointers = new long[FIRST_CAPACITY];
  private long[] runningTimes = new long[FIRST_CAPACITY];
  private long[] durations = new long[FIRST_CAPACITY];
  private int head;
  private int size;
  private int buffers;

  void add(int kind, long pointer, long runningTime, long duration) {
    if (size == kinds.length) {
      grow();
    }
    int at = head + size & kinds.length - 1;
    kinds[at] = kind;
    pointers[at] = pointer;
    runningTimes[at] = runningTime;
    durations[at] = duration;
    size++;
    buffers += kind == BUFFER ? 1 : 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  int buffers() {
    return buffers;
  }

  int kind() {
    return kinds[head];
  }

  long pointer() {
    return pointers[head];
  }

  long runningTime() {
    return runningTimes[head];
  }

  long duration() {
    return durations[head];
  }

  void remove() {
    buffers -= kinds[head] == BUFFER ? 1 : 0;
    head = head + 1 & kinds.length - 1;
    size--;
  }

  /** Running time between the first and the last buffer that have one. */
  long span() {
    long first = -1;
    long last = -1;
    for (int i = 0; i < size; i++) {
      int at = head + i & kinds.length - 1;
      if (kinds[at] == BUFFER && runningTimes[at] >= 0) {
        first = first < 0 ? runningTimes[at] : first;
        last = runningTimes[at];
      }
    }
    return Math.max(0, last - first);
  }

  private void grow() {
    int capacity = kinds.length * 2;
    int[] moreKinds = new int[capacity];
    long[] morePointers = new long[capacity];
    long[] moreTimes = new long[capacity];
    long[] moreDurations = new long[capacity];
    for (int i = 0; i < size; i++) {
      int at = head + i & kinds.length - 1;
      moreKinds[i] = kinds[at];
      morePointers[i] = pointers[at];
      moreTimes[i] = runningTimes[at];
      moreDurations[i] = durations[at];
    }
    kinds = moreKinds;
    pointers = morePointers;
    runningTimes = moreTimes;
    durations = moreDurations;
    head = 0;
  }
}
