// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.Plane;

/**
 * Views of planes by address. Buffers come from pools, so that the same few addresses come again
 * and again: keeping their views saves an object per plane and frame. A view is handed out for an
 * address only while that is mapped; in between it is never touched.
 */
final class PlaneViews {

  /** Planes of a large pool; more only cost an object each. */
  private static final int KEPT = 64;

  private final long[] addresses = new long[KEPT];
  private final Plane[] views = new Plane[KEPT];
  private int next;

  /** A view of mapped memory, from an address on. */
  Plane of(long address, long bytes) {
    for (int i = 0; i < KEPT && views[i] != null; i++) {
      if (addresses[i] == address && views[i].bytes().capacity() == bytes) {
        return views[i];
      }
    }
    Plane view = Plane.of(NativeMemory.view(address, bytes));
    addresses[next] = address;
    views[next] = view;
    next = (next + 1) % KEPT;
    return view;
  }

  /** Forgets all views. */
  void clear() {
    for (int i = 0; i < KEPT; i++) {
      addresses[i] = 0;
      views[i] = null;
    }
    next = 0;
  }
}
