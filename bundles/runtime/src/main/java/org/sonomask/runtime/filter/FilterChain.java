// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFilter.Instance;
import org.sonomask.api.MaskStep;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;

/**
 * All filters of one stream that work on one kind of masks. When some come or go the others go on
 * with what they know. A filter that fails is left out until then. Not thread-safe. Allocates
 * nothing while filters stay the same, if they do not.
 */
public final class FilterChain {
  private static final Logger LOG = LoggerFactory.getLogger(FilterChain.class);

  private final SegmenterInfo info;
  private final Supplier<List<MaskFilter>> filters;
  private final BiFunction<MaskFilter, SegmenterInfo, Instance> opening;
  private List<Running> running = new ArrayList<>();
  private List<MaskFilter> opened = List.of();

  private record Running(MaskFilter filter, Instance instance) {}

  /**
   * @param filters to run now, in order; the same list as long as nothing changes
   * @param opening makes a filter's instance, or null if it is not to take part
   */
  public FilterChain(
      SegmenterInfo info,
      Supplier<List<MaskFilter>> filters,
      BiFunction<MaskFilter, SegmenterInfo, Instance> opening) {
    this.info = info;
    this.filters = filters;
    this.opening = opening;
  }

  /**
   * Follows the filters that came and went.
   *
   * @return whether there is any
   */
  public boolean open() {
    List<MaskFilter> now = filters.get();
    if (now != opened) {
      opened = now;
      List<Running> next = new ArrayList<>();
      for (MaskFilter filter : now) {
        Instance instance = instance(filter);
        if (instance != null) {
          next.add(new Running(filter, instance));
        }
      }
      running = next;
    }
    return !running.isEmpty();
  }

  /** The instance that the filter has; a new one if it has none; null if it cannot be opened. */
  private Instance instance(MaskFilter filter) {
    for (Running each : running) {
      if (each.filter == filter) {
        return each.instance;
      }
    }
    try {
      return opening.apply(filter, info);
    } catch (RuntimeException | Error e) {
      LOG.error(
          "the mask filter {} cannot be opened and is left out until it is configured again",
          filter.getClass().getName(),
          e);
      return null;
    }
  }

  /** Runs all filters; see {@link Instance#apply}. */
  public void apply(MaskStep step) {
    for (int i = 0; i < running.size(); i++) {
      try {
        running.get(i).instance.apply(step);
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
  }

  /** Shows all filters the regions; see {@link Instance#regions}. */
  public List<Region> regions(MaskStep step, List<Region> found) {
    List<Region> regions = found;
    for (int i = 0; i < running.size(); i++) {
      try {
        regions = running.get(i).instance.regions(step, regions);
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
    return regions;
  }

  /** The next mask has nothing to do with the ones before. */
  public void reset() {
    for (int i = 0; i < running.size(); i++) {
      try {
        running.get(i).instance.reset();
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
  }

  private void leaveOut(int number, Throwable reason) {
    MaskFilter filter = running.remove(number).filter;
    LOG.error(
        "the mask filter {} failed and is left out until filters are configured again",
        filter.getClass().getName(),
        reason);
  }
}
