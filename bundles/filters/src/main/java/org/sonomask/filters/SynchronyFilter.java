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
import org.sonomask.filters.synchrony.Figures;
import org.sonomask.filters.synchrony.Standing;
import org.sonomask.filters.synchrony.Synchrony;

/**
 * Tells people apart who could all be talking: takes those out of masks whose mouths move clearly
 * less with the sound than somebody else's. Somebody alone is never taken out, and where nobody
 * does clearly better all stay.
 */
@Component(configurationPid = "sonomask.filter.synchrony", property = "service.ranking:Integer=170")
@Designate(ocd = SynchronyFilter.Configuration.class)
public final class SynchronyFilter implements MaskFilter {
  private static final String LABEL = "person";
  private static final double CLEAR = 0.12;

  /** Scores are -1.4 to 1.65. */
  private static final double MOST = 3;

  private static final byte UNSURE = (byte) 128;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: synchrony",
      description = "Takes out people whose lips move less with the sound than somebody else's.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link SynchronyFilter#SynchronyFilter(String, double)}. */
    @AttributeDefinition(description = "Name of the class that has lips.")
    String label() default LABEL;

    /** See {@link SynchronyFilter#SynchronyFilter(String, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "2.8",
        description =
            "Score by which somebody falls behind the best before they go, and by which they must"
                + " be the best before they come back, 0 to 3.")
    double clear() default CLEAR;
  }

  private final boolean enabled;
  private final String label;
  private final double clear;

  /** As the configuration says. */
  @Activate
  public SynchronyFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.label(), configuration.clear());
  }

  /** With the values of an empty configuration. */
  public SynchronyFilter() {
    this(true, LABEL, CLEAR);
  }

  /**
   * Chooses whom to take out.
   *
   * @param label name of the class that has lips
   * @param clear score by which somebody falls behind the best before they go, and by which they
   *     must be the best before they come back, 0 to 3
   */
  public SynchronyFilter(String label, double clear) {
    this(true, label, clear);
  }

  private SynchronyFilter(boolean enabled, String label, double clear) {
    if (!(clear >= 0 && clear <= MOST)) {
      throw new IllegalArgumentException("clear must be 0 to 3, but is " + clear);
    }
    this.enabled = enabled;
    this.label = label;
    this.clear = clear;
  }

  @Override
  public String name() {
    return "synchrony";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    int number = info.classes().indexOf(label);
    return enabled && number > 0 ? new Listening(number, info.width(), info.height()) : null;
  }

  /** Does nothing to masks between inferences, but lips are watched in all pictures. */
  @Override
  public Instance openBetween(SegmenterInfo info) {
    return enabled && info.classes().contains(label) ? new Watching() : null;
  }

  private static final class Watching implements Instance {
    @Override
    public void apply(MaskStep step) {}

    @Override
    public void reset() {}
  }

  private final class Listening implements Instance {
    private final int number;
    private final int width;
    private final Figures figures;
    private final Synchrony synchrony = new Synchrony();
    private final Standing standing = new Standing(clear);

    Listening(int number, int width, int height) {
      this.number = number;
      this.width = width;
      figures = new Figures(width, height);
    }

    @Override
    public void apply(MaskStep step) {
      MaskPieces pieces = step.pieces();
      figures.find(pieces, number);
      double[] scores = synchrony.score(step.past(), figures, step.runningTime());
      standing.update(figures, scores, step.runningTime());
      for (int i = 0; i < figures.count(); i++) {
        if (standing.isBeaten(i)) {
          takeOut(i, pieces, step.labels(), step.confidence());
        }
      }
    }

    private void takeOut(int figure, MaskPieces pieces, byte[] labels, byte[] confidence) {
      int piece = figures.get(figure).piece();
      int bottom = pieces.top(piece) + pieces.height(piece);
      for (int y = pieces.top(piece); y < bottom; y++) {
        for (int x = figures.get(figure).left(); x < figures.get(figure).right(); x++) {
          int at = y * width + x;
          if (pieces.at(at) == piece) {
            labels[at] = 0;
            confidence[at] = UNSURE;
          }
        }
      }
    }

    @Override
    public void reset() {
      synchrony.reset();
      standing.reset();
    }
  }
}
