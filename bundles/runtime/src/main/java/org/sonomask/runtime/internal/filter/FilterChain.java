// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;

/**
 * All filters of one stream, opened anew whenever they change, and reset on scene cuts. A filter
 * that fails is left out from then on. {@link #reset} may be called from any thread.
 */
public final class FilterChain {
  private static final Logger LOG = LoggerFactory.getLogger(FilterChain.class);

  private final SegmenterInfo info;
  private final Supplier<List<MaskFilter>> filters;
  private final SceneCut sceneCut;
  private final List<MaskFilter.Instance> instances = new ArrayList<>();
  private List<MaskFilter> opened = List.of();
  private volatile boolean stale;

  /**
   * @param filters to run now, in order; the same list as long as nothing changes
   */
  public FilterChain(SegmenterInfo info, Supplier<List<MaskFilter>> filters) {
    this.info = info;
    this.filters = filters;
    sceneCut = new SceneCut(info.width(), info.height());
  }

  /** Runs all filters; see {@link MaskFilter.Instance#apply}. */
  public void apply(
      long runningTime, ByteBuffer frame, double strength, byte[] labels, byte[] confidence) {
    open();
    boolean restart = stale;
    stale = false;
    if (strength <= 0) {
      stale = true;
      return;
    }
    if (sceneCut.isCut(frame) || restart) {
      each(MaskFilter.Instance::reset);
    }
    each(filter -> filter.apply(runningTime, frame, strength, labels, confidence));
  }

  private void each(Consumer<MaskFilter.Instance> call) {
    instances.removeIf(filter -> fails(filter, call));
  }

  private static boolean fails(MaskFilter.Instance filter, Consumer<MaskFilter.Instance> call) {
    try {
      call.accept(filter);
      return false;
    } catch (RuntimeException | Error e) {
      LOG.error("a mask filter failed and is left out", e);
      return true;
    }
  }

  private void open() {
    List<MaskFilter> now = filters.get();
    if (now != opened) {
      opened = now;
      instances.clear();
      now.forEach(this::open);
    }
  }

  private void open(MaskFilter filter) {
    try {
      instances.add(filter.open(info));
    } catch (RuntimeException | Error e) {
      LOG.error("the mask filter {} cannot be opened and is left out", filter.name(), e);
    }
  }

  /** The next mask has nothing to do with the ones before. */
  public void reset() {
    stale = true;
  }
}
