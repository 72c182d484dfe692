// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * Windows that wait, oldest first, each with two times. Not thread-safe. Allocates only to grow.
 *
 * @param <W> the windows
 */
final class WindowQueue<W> {
  private Object[] windows = new Object[8];
  private long[] since = new long[windows.length];
  private long[] deadline = new long[windows.length];
  private int first;
  private int size;

  int size() {
    return size;
  }

  /** Since when the oldest has waited, ns. */
  long since() {
    return since[first];
  }

  /** After which time the oldest is worthless, ns. */
  long deadline() {
    return deadline[first];
  }

  void add(W window, long itsSince, long itsDeadline) {
    if (size == windows.length) {
      grow();
    }
    int at = (first + size) % windows.length;
    windows[at] = window;
    since[at] = itsSince;
    deadline[at] = itsDeadline;
    size++;
  }

  private void grow() {
    int length = windows.length;
    windows = Arrays.copyOf(windows, 2 * length);
    since = Arrays.copyOf(since, 2 * length);
    deadline = Arrays.copyOf(deadline, 2 * length);
    System.arraycopy(windows, 0, windows, length, first);
    System.arraycopy(since, 0, since, length, first);
    System.arraycopy(deadline, 0, deadline, length, first);
  }

  /** Takes the oldest; there must be one. */
  W poll() {
    @SuppressWarnings("unchecked")
    W window = (W) windows[first];
    windows[first] = null;
    first = (first + 1) % windows.length;
    size--;
    return window;
  }

  /** Moves all of them to a list. */
  void drainTo(List<? super W> list) {
    while (size > 0) {
      list.add(poll());
    }
  }
}
