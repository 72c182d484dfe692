// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

/**
 * A window as the batcher sees it. After it was offered, exactly one of {@link #deliver}, {@link
 * #drop} and {@link #fail} is called, on a thread of the batcher, unless {@link Batcher#offer} or
 * {@link Batcher#clear} gave it back. Windows of several streams are asked at the same time.
 */
public interface BatchWindow {

  /** Its stream. */
  Schedule.Lane<BatchWindow> lane();

  /** Whether the segmenter needs to see it; if not, it is delivered without a slot. Cheap. */
  boolean isHeard();

  /** Writes frame and log-mel into a slot. */
  void prepare(Slot slot);

  /** Time by {@link System#nanoTime} after which its mask is worthless. */
  long deadline();

  /**
   * Takes the outcome. Windows of one stream are delivered in the order they were taken in.
   *
   * @param slot with labels and confidence, valid during the call; null if it was not segmented
   */
  void deliver(Slot slot);

  /** Its deadline has passed. */
  void drop();

  /** Its inference failed; the batcher has said why. */
  void fail();
}
