// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterInfo;

/**
 * Fills priors by whichever provider is the best now; without one, or if it fails, by nothing.
 * Thread-safe: has as many instances as threads fill at a time.
 */
final class Priors {
  private static final Logger LOG = LoggerFactory.getLogger(Priors.class);

  private final Supplier<PriorProvider> best;
  private final SegmenterInfo info;
  private final Deque<PriorProvider.Instance> idle = new ArrayDeque<>();
  private PriorProvider provider;
  private boolean failed;

  Priors(Supplier<PriorProvider> best, SegmenterInfo info) {
    this.best = best;
    this.info = info;
  }

  void fill(Slot slot) {
    PriorProvider now = best.get();
    if (!isUsable(now)) {
      slot.clearPrior();
      return;
    }
    try {
      PriorProvider.Instance instance = borrow(now);
      slot.prior(instance);
      giveBack(now, instance);
    } catch (RuntimeException | Error e) {
      fail(now, e);
      slot.clearPrior();
    }
  }

  private synchronized boolean isUsable(PriorProvider now) {
    if (now != provider) {
      provider = now;
      failed = false;
      idle.clear();
    }
    return now != null && !failed;
  }

  private PriorProvider.Instance borrow(PriorProvider now) {
    synchronized (this) {
      if (now == provider && !idle.isEmpty()) {
        return idle.pollFirst();
      }
    }
    return now.open(info.width(), info.height());
  }

  private synchronized void giveBack(PriorProvider now, PriorProvider.Instance instance) {
    if (now == provider) {
      idle.addFirst(instance);
    }
  }

  private synchronized void fail(PriorProvider now, Throwable reason) {
    if (now == provider && !failed) {
      failed = true;
      LOG.error(
          "prior provider {} failed and is not asked again; masks are made without priors until it is"
              + " configured again",
          now.name(),
          reason);
    }
  }
}
