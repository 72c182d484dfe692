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
 * Empties masks while it is quiet, also between inferences, and takes out what the model is not
 * sure of, as it is when something sounds that is not in the picture. A piece that is shown may be
 * less sure than one that is to be shown.
 */
@Component(configurationPid = GateFilter.PID, property = "service.ranking:Integer=500")
@Designate(ocd = GateFilter.Configuration.class)
public final class GateFilter implements MaskFilter {
  static final String PID = "sonomask.filter.gate";

  private static final double SILENCE = -52;
  private static final double OPEN = 0.5;
  private static final double CLOSE = 0.47;
  private static final double LOUDER = 3;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: gate",
      description = "Empties masks while it is quiet or the model is not sure of them.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link GateFilter#GateFilter(double, double, double)}. */
    @AttributeDefinition(
        max = "0",
        description =
            "Level in dBFS of a frame's sound below which nothing sounds; it sounds again 3 dB"
                + " above.")
    double silence_dbfs() default SILENCE;

    /** See {@link GateFilter#GateFilter(double, double, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Mean confidence from which on a piece of a mask is shown, 0 to 1.")
    double open() default OPEN;

    /** See {@link GateFilter#GateFilter(double, double, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Mean confidence below which a piece is no longer shown, 0 to 1.")
    double close() default CLOSE;
  }

  private final boolean enabled;
  private final double silence;
  private final double open;
  private final double close;

  /** As the configuration says. */
  @Activate
  public GateFilter(Configuration configuration) {
    this(
        configuration.enabled(),
        configuration.silence_dbfs(),
        configuration.open(),
        configuration.close());
  }

  /** With the values of an empty configuration. */
  public GateFilter() {
    this(true, SILENCE, OPEN, CLOSE);
  }

  /**
   * Chooses what passes.
   *
   * @param silence level in dBFS below which nothing sounds
   * @param open mean confidence from which on a piece is shown, 0 to 1
   * @param close mean confidence below which it is no longer shown, up to {@code open}
   */
  public GateFilter(double silence, double open, double close) {
    this(true, silence, open, close);
  }

  private GateFilter(boolean enabled, double silence, double open, double close) {
    if (!(silence <= 0) || !(close >= 0 && close <= open && open <= 1)) {
      throw new IllegalArgumentException(
          "silence.dbfs must be 0 or less, and close and open must ascend from 0 to 1, but are "
              + silence
              + ", "
              + close
              + " and "
              + open);
    }
    this.enabled = enabled;
    this.silence = silence;
    this.open = open;
    this.close = close;
  }

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return enabled ? new Gate(info.pixels()) : null;
  }

  @Override
  public Instance openBetween(SegmenterInfo info) {
    return enabled ? new Silence() : null;
  }

  /** Whether it is quiet, with a hysteresis. */
  private class Silence implements Instance {
    private boolean quiet;

    @Override
    public void apply(MaskStep step) {
      quiet = step.level() < (quiet ? silence + LOUDER : silence);
      if (quiet) {
        Arrays.fill(step.labels(), (byte) 0);
        Arrays.fill(step.confidence(), (byte) 255);
      }
    }

    @Override
    public void reset() {
      quiet = false;
    }
  }

  private final class Gate extends Silence {
    private final byte[] shown;
    private final byte[] before;
    private boolean[] known = new boolean[64];
    private boolean empty = true;

    Gate(int pixels) {
      shown = new byte[pixels];
      before = new byte[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      MaskMotion motion = empty ? null : step.motion();
      if (motion == null) {
        Arrays.fill(before, (byte) 0);
      } else {
        motion.move(shown, before);
      }
      super.apply(step);
      judge(step.pieces(), step.labels(), step.confidence());
      System.arraycopy(step.labels(), 0, shown, 0, shown.length);
      empty = step.isEmpty();
    }

    private void judge(MaskPieces pieces, byte[] labels, byte[] confidence) {
      findKnown(pieces);
      for (int i = 0; i < labels.length; i++) {
        int piece = pieces.at(i);
        double needed = known[piece] ? close : open;
        if (labels[i] != 0 && pieces.score(piece) < needed) {
          labels[i] = 0;
          confidence[i] = (byte) 128;
        }
      }
    }

    /** A piece is known if it covers something that was shown. */
    private void findKnown(MaskPieces pieces) {
      if (known.length < pieces.count()) {
        known = new boolean[2 * pieces.count()];
      }
      Arrays.fill(known, 0, pieces.count(), false);
      for (int i = 0; i < before.length; i++) {
        known[pieces.at(i)] |= before[i] != 0;
      }
    }
  }
}
