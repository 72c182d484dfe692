// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.util.Arrays;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;

/**
 * Shows a piece of a mask of which the model is not sure only when it has been there for a while:
 * what is marked once and never again is not shown. A piece is as old as the oldest piece of any
 * class that it covers after the motion, so growing and moving makes nothing young.
 */
@Component(configurationPid = "sonomask.filter.duration", property = "service.ranking:Integer=150")
@Designate(ocd = DurationFilter.Configuration.class)
public final class DurationFilter implements MaskFilter {
  private static final long LEAST_MILLIS = 20;
  private static final double SURE = 0.6;
  private static final long NANOS = 1_000_000;
  private static final int NONE = Integer.MAX_VALUE;

  /** Milliseconds after which the epoch is moved on: births must stay within an integer. */
  private static final int LONGEST = 1 << 30;

  private static final long MAX_LEAST = 1L << 20;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: duration",
      description = "Shows a piece of a mask only when it has been there for a while.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default false;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link DurationFilter#DurationFilter(long, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "60000",
        description =
            "Milliseconds from the first mask with a piece to the first that shows it; up to the"
                + " time between two inferences, the second one does.")
    long least_ms() default LEAST_MILLIS;

    /** See {@link DurationFilter#DurationFilter(long, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Mean confidence from which on a piece is shown at once, 0 to 1.")
    double sure() default SURE;
  }

  private final boolean enabled;
  private final long least;
  private final double sure;

  /** As the configuration says. */
  @Activate
  public DurationFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.least_ms(), configuration.sure());
  }

  /** With the values of an empty configuration, but working. */
  public DurationFilter() {
    this(true, LEAST_MILLIS, SURE);
  }

  /**
   * Chooses how long to wait.
   *
   * @param least milliseconds from the first mask with a piece to the first that shows it
   * @param sure mean confidence from which on a piece is shown at once, 0 to 1; above 1, none is
   */
  public DurationFilter(long least, double sure) {
    this(true, least, sure);
  }

  private DurationFilter(boolean enabled, long least, double sure) {
    if (least < 0 || least > MAX_LEAST || !(sure >= 0)) {
      throw new IllegalArgumentException(
          "least.ms must be 0 to %d and sure must not be negative, but are %d and %s"
              .formatted(MAX_LEAST, least, sure));
    }
    this.sure = sure;
    this.enabled = enabled;
    this.least = least;
  }

  @Override
  public String name() {
    return "duration";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return enabled ? new Waiting(info.pixels()) : null;
  }

  private final class Waiting implements Instance {
    /** For each marked pixel, milliseconds from the epoch to when its piece was first seen. */
    private final int[] born;

    private final int[] before;
    private int[] bornOfPiece = new int[64];
    private long epoch;

    Waiting(int pixels) {
      born = new int[pixels];
      before = new int[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      MaskMotion motion = step.motion();
      if (motion == null) {
        // Of what is there at the start nobody knows how long it has been.
        epoch = step.runningTime();
        Arrays.fill(before, (int) -least);
      } else {
        motion.move(born, before);
      }
      moveOn(step.runningTime());
      MaskPieces pieces = step.pieces();
      int now = (int) ((step.runningTime() - epoch) / NANOS);
      findBirths(pieces, step.labels(), now);
      hideYoung(pieces, step, now);
    }

    /** A camera that never cuts plays for weeks; what is older than the epoch is old enough. */
    private void moveOn(long time) {
      long elapsed = (time - epoch) / NANOS;
      if (elapsed < LONGEST) {
        return;
      }
      long later = elapsed - MAX_LEAST;
      epoch += later * NANOS;
      for (int i = 0; i < before.length; i++) {
        before[i] = before[i] == NONE ? NONE : (int) Math.max(-MAX_LEAST, before[i] - later);
      }
    }

    private void findBirths(MaskPieces pieces, byte[] labels, int now) {
      if (bornOfPiece.length < pieces.count()) {
        bornOfPiece = new int[2 * pieces.count()];
      }
      Arrays.fill(bornOfPiece, 0, pieces.count(), now);
      for (int i = 0; i < labels.length; i++) {
        int piece = pieces.at(i);
        bornOfPiece[piece] = Math.min(bornOfPiece[piece], before[i]);
      }
    }

    private void hideYoung(MaskPieces pieces, MaskStep step, int now) {
      byte[] labels = step.labels();
      for (int i = 0; i < labels.length; i++) {
        int birth = labels[i] == 0 ? NONE : bornOfPiece[pieces.at(i)];
        born[i] = birth;
        if (birth != NONE && now - birth < least && pieces.score(pieces.at(i)) < sure) {
          labels[i] = 0;
          step.confidence()[i] = (byte) 128;
        }
      }
    }

    /** The next mask comes without a motion and begins anew. */
    @Override
    public void reset() {}
  }
}
