// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.util.Map;
import java.util.TreeMap;
import org.sonomask.api.MaskFrame;

/**
 * The masks that have been read and not yet been shown, by the time from which each is to be shown.
 * Whoever reads waits while there are too many; what is shown makes room. Thread-safe.
 */
final class MaskQueue {
  private static final int MOST_MASKS = 256;
  private static final long MOST_PIXELS = 1 << 25;

  private final TreeMap<Long, MaskFrame> masks = new TreeMap<>();
  private long pixels;
  private long until = Long.MIN_VALUE;
  private boolean ended;
  private boolean open = true;
  private long progress;

  /**
   * Adds a mask, after waiting for room; does nothing when closed.
   *
   * @param from the time from which it is to be shown
   */
  synchronized void put(long from, MaskFrame mask) {
    while (open && isFull() && from > masks.firstKey()) {
      pause();
    }
    if (!open) {
      return;
    }
    MaskFrame replaced = masks.put(from, mask);
    pixels += mask.labels().length - (replaced == null ? 0 : replaced.labels().length);
    until = Math.max(until, from);
    progress++;
  }

  /** A mask at least fits, however large it is. */
  private boolean isFull() {
    return masks.size() >= MOST_MASKS || !masks.isEmpty() && pixels >= MOST_PIXELS;
  }

  private void pause() {
    try {
      wait();
    } catch (InterruptedException stopping) {
      open = false;
    }
  }

  /** Says that no mask will come that is to be shown before a time. */
  synchronized void nothingBefore(long time) {
    until = Math.max(until, time - 1);
    progress++;
  }

  /** Says that the reader has got further, whatever there was to read. */
  synchronized void advance() {
    progress++;
  }

  /** Says that nothing more will come. */
  synchronized void end() {
    ended = true;
    progress++;
  }

  /**
   * Whether no mask will come any more that is to be shown up to a time; forgets those that will
   * not be shown from it on, to make room for those that will.
   */
  synchronized boolean knows(long time) {
    at(time);
    return ended || until >= time;
  }

  /** Another number after each step of the reader. */
  synchronized long progress() {
    return progress;
  }

  /** The mask to be shown at a time, or null; forgets those before it. */
  synchronized MaskFrame at(long time) {
    Map.Entry<Long, MaskFrame> shown = masks.floorEntry(time);
    if (shown == null) {
      return null;
    }
    while (masks.firstKey() < shown.getKey()) {
      pixels -= masks.pollFirstEntry().getValue().labels().length;
      notifyAll();
    }
    return shown.getValue();
  }

  /** Lets whoever waits go, and takes nothing any more. */
  synchronized void close() {
    open = false;
    notifyAll();
  }

  /** Forgets everything, and takes masks again. */
  synchronized void reset() {
    masks.clear();
    pixels = 0;
    until = Long.MIN_VALUE;
    ended = false;
    open = true;
    progress++;
    notifyAll();
  }
}
