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

/**
 * Two thresholds instead of one: a pixel that is marked stays so until the model is rather sure
 * that it does not sound, and one that is not marked waits until the model is rather sure that it
 * does. What was marked moves with the picture.
 */
@Component(
    configurationPid = "sonomask.filter.hysteresis",
    property = "service.ranking:Integer=450")
@Designate(ocd = HysteresisFilter.Configuration.class)
public final class HysteresisFilter implements MaskFilter {
  private static final double WIDTH = 0.1;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: hysteresis",
      description = "Marks pixels from a higher probability on than it keeps them marked.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default false;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link HysteresisFilter#HysteresisFilter(double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description =
            "Distance between both thresholds of probability, 0 to 1; their mean is a half.")
    double width() default WIDTH;
  }

  private final boolean enabled;
  private final double width;

  /** As the configuration says. */
  @Activate
  public HysteresisFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.width());
  }

  /** With the values of an empty configuration, but working. */
  public HysteresisFilter() {
    this(true, WIDTH);
  }

  /**
   * Chooses the thresholds.
   *
   * @param width between both thresholds when the strength is 0.5, 0 to 1
   */
  public HysteresisFilter(double width) {
    this(true, width);
  }

  private HysteresisFilter(boolean enabled, double width) {
    if (!(width >= 0 && width <= 1)) {
      throw new IllegalArgumentException("width must be 0 to 1, but is " + width);
    }
    this.enabled = enabled;
    this.width = width;
  }

  @Override
  public String name() {
    return "hysteresis";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return enabled ? new Marking(info.pixels()) : null;
  }

  private final class Marking implements Instance {
    private final byte[] shown;
    private final byte[] before;

    Marking(int pixels) {
      shown = new byte[pixels];
      before = new byte[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      MaskMotion motion = step.motion();
      byte[] labels = step.labels();
      if (motion != null) {
        motion.move(shown, before);
        float margin = (float) (127.5 * width * 2 * step.strength());
        for (int i = 0; i < labels.length; i++) {
          decide(i, margin, labels, step.confidence());
        }
      }
      System.arraycopy(labels, 0, shown, 0, labels.length);
    }

    /** What is within the margin stays as it was; whoever decides so is not sure of it. */
    private void decide(int at, float margin, byte[] labels, byte[] confidence) {
      boolean changed = (labels[at] == 0) != (before[at] == 0);
      if (changed && (confidence[at] & 0xff) - 127.5f < margin) {
        labels[at] = before[at];
        confidence[at] = (byte) 128;
      }
    }

    /** The next mask comes without a motion and begins anew. */
    @Override
    public void reset() {}
  }
}
