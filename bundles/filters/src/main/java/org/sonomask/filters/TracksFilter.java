// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;

/**
 * Numbers the objects: a region continues the track whose last mask, moved with the picture, it
 * covers best by intersection over union. Whatever falls silent keeps its number for a while.
 */
@Component(configurationPid = "sonomask.filter.tracks", property = "service.ranking:Integer=100")
@Designate(ocd = TracksFilter.Configuration.class)
public final class TracksFilter implements MaskFilter {
  private static final double LEAST_IOU = 0.2;
  private static final long MEMORY_MILLIS = 3000;
  private static final long NANOS = 1_000_000;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: tracks",
      description = "Numbers the objects that sound.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link TracksFilter#TracksFilter(double, long)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Intersection over union from which on a region continues a track, 0 to 1.")
    double least_iou() default LEAST_IOU;

    /** See {@link TracksFilter#TracksFilter(double, long)}. */
    @AttributeDefinition(
        min = "0",
        max = "3600000",
        description = "Milliseconds that a track without a region is remembered.")
    long memory_ms() default MEMORY_MILLIS;
  }

  private final boolean enabled;
  private final double leastIou;
  private final long memory;

  /** As the configuration says. */
  @Activate
  public TracksFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.least_iou(), configuration.memory_ms());
  }

  /** With the values of an empty configuration. */
  public TracksFilter() {
    this(true, LEAST_IOU, MEMORY_MILLIS);
  }

  /**
   * Chooses what continues a track.
   *
   * @param leastIou from which on a region continues a track, 0 to 1
   * @param memory milliseconds that a track without a region is remembered
   */
  public TracksFilter(double leastIou, long memory) {
    this(true, leastIou, memory);
  }

  private TracksFilter(boolean enabled, double leastIou, long memory) {
    if (!(leastIou >= 0 && leastIou <= 1) || memory < 0) {
      throw new IllegalArgumentException(
          "least.iou must be 0 to 1 and memory.ms must not be negative, but are "
              + leastIou
              + " and "
              + memory);
    }
    this.enabled = enabled;
    this.leastIou = leastIou;
    this.memory = memory * NANOS;
  }

  @Override
  public String name() {
    return "tracks";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return enabled ? new Tracks(info.pixels(), leastIou, memory) : null;
  }
}
