// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterInfo;

/** Fills priors by whichever provider is the best now; without one, or if it fails, by nothing. */
final class Priors {
  private static final Logger LOG = LoggerFactory.getLogger(Priors.class);

  private final Supplier<PriorProvider> best;
  private final SegmenterInfo info;
  private PriorProvider provider;
  private PriorProvider.Instance instance;

  Priors(Supplier<PriorProvider> best, SegmenterInfo info) {
    this.best = best;
    this.info = info;
  }

  void fill(Slot slot) {
    try {
      open();
      if (instance != null) {
        slot.prior(instance);
        return;
      }
    } catch (RuntimeException | Error e) {
      LOG.error("prior provider {} failed and is not asked again", provider.name(), e);
      instance = null;
    }
    slot.clearPrior();
  }

  private void open() {
    PriorProvider now = best.get();
    if (now != provider) {
      provider = now;
      instance = now == null ? null : now.open(info.width(), info.height());
    }
  }
}
