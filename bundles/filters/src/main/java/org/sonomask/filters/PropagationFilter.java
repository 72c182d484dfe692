// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;

/** Lets masks follow the motion of the picture between inferences. */
@Component(
    configurationPid = "sonomask.filter.propagation",
    property = "service.ranking:Integer=600")
@Designate(ocd = PropagationFilter.Configuration.class)
public final class PropagationFilter implements MaskFilter {

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: propagation",
      description = "Lets masks follow the motion of the picture between inferences.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();
  }

  private final boolean enabled;

  /** As the configuration says. */
  @Activate
  public PropagationFilter(Configuration configuration) {
    this(configuration.enabled());
  }

  /** With the values of an empty configuration. */
  public PropagationFilter() {
    this(true);
  }

  private PropagationFilter(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public String name() {
    return "propagation";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return null;
  }

  @Override
  public Instance openBetween(SegmenterInfo info) {
    return enabled ? new Moving(info.pixels()) : null;
  }

  private static final class Moving implements Instance {
    private final byte[] labels;
    private final byte[] confidence;

    Moving(int pixels) {
      labels = new byte[pixels];
      confidence = new byte[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      // Where there is nothing to move nobody need know how the picture moved.
      MaskMotion motion = step.isEmpty() ? null : step.motion();
      if (motion != null) {
        System.arraycopy(step.labels(), 0, labels, 0, labels.length);
        System.arraycopy(step.confidence(), 0, confidence, 0, confidence.length);
        motion.move(labels, step.labels());
        motion.move(confidence, step.confidence());
      }
    }

    @Override
    public void reset() {}
  }
}
