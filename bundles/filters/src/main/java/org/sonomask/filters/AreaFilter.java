// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;

/** Takes specks out of masks, and fills holes of that size. */
@Component(configurationPid = "sonomask.filter.area", property = "service.ranking:Integer=200")
@Designate(ocd = AreaFilter.Configuration.class)
public final class AreaFilter implements MaskFilter {
  private static final double LEAST = 0.004;
  private static final byte UNSURE = (byte) 128;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: area",
      description = "Takes specks out of masks, and fills holes of that size.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link AreaFilter#AreaFilter(double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Share of the picture that a piece of a mask must cover, 0 to 1.")
    double least() default LEAST;
  }

  private final boolean enabled;
  private final double least;

  /** As the configuration says. */
  @Activate
  public AreaFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.least());
  }

  /** With the values of an empty configuration. */
  public AreaFilter() {
    this(true, LEAST);
  }

  /**
   * Chooses what a speck is.
   *
   * @param least share of the picture that a piece must cover, 0 to 1
   */
  public AreaFilter(double least) {
    this(true, least);
  }

  private AreaFilter(boolean enabled, double least) {
    if (!(least >= 0 && least <= 1)) {
      throw new IllegalArgumentException("least must be 0 to 1, but is " + least);
    }
    this.enabled = enabled;
    this.least = least;
  }

  @Override
  public String name() {
    return "area";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    int smallest = (int) Math.ceil(least * info.pixels());
    return enabled ? new Cleaning(smallest, info.width(), info.height()) : null;
  }

  private record Cleaning(int smallest, int width, int height) implements Instance {

    /** Specks go first, so that a hole with a speck in it is one hole. */
    @Override
    public void apply(MaskStep step) {
      removeSpecks(step.pieces(), step.labels(), step.confidence());
      fillHoles(step.pieces(), step.labels(), step.confidence());
    }

    private void removeSpecks(MaskPieces pieces, byte[] labels, byte[] confidence) {
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] != 0 && pieces.area(pieces.at(i)) < smallest) {
          labels[i] = 0;
          confidence[i] = UNSURE;
        }
      }
    }

    /** What is left of a hole's pixel is marked, or has been filled already. */
    private void fillHoles(MaskPieces pieces, byte[] labels, byte[] confidence) {
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == 0 && isHole(pieces, pieces.at(i))) {
          labels[i] = labels[i - 1];
          confidence[i] = UNSURE;
        }
      }
    }

    private boolean isHole(MaskPieces pieces, int piece) {
      int left = pieces.left(piece);
      int top = pieces.top(piece);
      return pieces.area(piece) < smallest
          && left > 0
          && top > 0
          && left + pieces.width(piece) < width
          && top + pieces.height(piece) < height;
    }

    @Override
    public void reset() {}
  }
}
