// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import org.sonomask.gst.ffi.Gst;

/**
 * Pictures that wait to be scaled, oldest first; holds a reference to each. Grows when it must, and
 * allocates nothing otherwise. Guarded by its owner.
 */
final class PictureQueue {
  private long[] buffers = new long[16];
  private long[] infos = new long[16];
  private long[] runningTimes = new long[16];
  private long[] durations = new long[16];
  private int head;
  private int size;

  /** Adds a picture, and refs its buffer. */
  void add(long buffer, long info, long runningTime, long duration) {
    if (size == buffers.length) {
      buffers = grown(buffers);
      infos = grown(infos);
      runningTimes = grown(runningTimes);
      durations = grown(durations);
      head = 0;
    }
    int at = head + size & buffers.length - 1;
    buffers[at] = Gst.gst_mini_object_ref(buffer);
    infos[at] = info;
    runningTimes[at] = runningTime;
    durations[at] = duration;
    size++;
  }

  private long[] grown(long[] old) {
    long[] more = new long[old.length * 2];
    for (int i = 0; i < size; i++) {
      more[i] = old[head + i & old.length - 1];
    }
    return more;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long buffer() {
    return buffers[head];
  }

  /** GstVideoInfo* of the oldest picture. */
  long info() {
    return infos[head];
  }

  long runningTime() {
    return runningTimes[head];
  }

  long duration() {
    return durations[head];
  }

  /** Removes the oldest picture; its reference goes to the caller. */
  void remove() {
    head = head + 1 & buffers.length - 1;
    size--;
  }

  /** Drops all pictures. */
  void clear() {
    while (size > 0) {
      Gst.gst_mini_object_unref(buffers[head]);
      remove();
    }
  }
}
