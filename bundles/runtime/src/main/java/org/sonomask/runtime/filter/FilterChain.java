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
 * All filters of one stream that work on one kind of masks, opened anew whenever they change. A
 * filter that fails is left out from then on. Not thread-safe. Allocates nothing while filters stay
 * the same, if they do not.
 */
public final class FilterChain {
  private static final Logger LOG = LoggerFactory.getLogger(FilterChain.class);

  private final SegmenterInfo info;
  private final Supplier<List<MaskFilter>> filters;
  private final BiFunction<MaskFilter, SegmenterInfo, Instance> opening;
  private final List<Instance> instances = new ArrayList<>();
  private List<MaskFilter> opened = List.of();

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
      instances.clear();
      now.forEach(this::open);
    }
    return !instances.isEmpty();
  }

  private void open(MaskFilter filter) {
    try {
      Instance instance = opening.apply(filter, info);
      if (instance != null) {
        instances.add(instance);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the mask filter {} cannot be opened and is left out", filter.name(), e);
    }
  }

  /** Runs all filters; see {@link Instance#apply}. */
  public void apply(MaskStep step) {
    for (int i = 0; i < instances.size(); i++) {
      try {
        instances.get(i).apply(step);
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
  }

  /** Shows all filters the regions; see {@link Instance#regions}. */
  public List<Region> regions(MaskStep step, List<Region> found) {
    List<Region> regions = found;
    for (int i = 0; i < instances.size(); i++) {
      try {
        regions = instances.get(i).regions(step, regions);
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
    return regions;
  }

  /** The next mask has nothing to do with the ones before. */
  public void reset() {
    for (int i = 0; i < instances.size(); i++) {
      try {
        instances.get(i).reset();
      } catch (RuntimeException | Error e) {
        leaveOut(i--, e);
      }
    }
  }

  private void leaveOut(int number, Throwable reason) {
    instances.remove(number);
    LOG.error("a mask filter failed and is left out", reason);
  }
}
