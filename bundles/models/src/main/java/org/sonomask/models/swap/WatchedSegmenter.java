// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import org.sonomask.api.ForwardingSegmenter;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

/**
 * A new model on probation: its first inferences are watched, and either prove it or condemn it,
 * once.
 */
final class WatchedSegmenter extends ForwardingSegmenter {
  private static final int PROVEN_AFTER = 20;
  private static final int CONDEMNED_AFTER = 3;

  private final Runnable proven;
  private final Runnable condemned;
  private int good;
  private int badInARow;
  private boolean decided;

  /**
   * @param segmenter to watch, owned
   * @param proven called when it has worked for a while
   * @param condemned called when it fails again and again
   */
  WatchedSegmenter(Segmenter segmenter, Runnable proven, Runnable condemned) {
    super(segmenter);
    this.proven = proven;
    this.condemned = condemned;
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    boolean works = false;
    try {
      super.segment(batch, count);
      works = true;
    } finally {
      note(works);
    }
  }

  private void note(boolean works) {
    Runnable decision = null;
    synchronized (this) {
      good += works ? 1 : 0;
      badInARow = works ? 0 : badInARow + 1;
      if (!decided && badInARow == CONDEMNED_AFTER) {
        decision = condemned;
      } else if (!decided && good == PROVEN_AFTER) {
        decision = proven;
      }
      decided |= decision != null;
    }
    if (decision != null) {
      decision.run();
    }
  }
}
