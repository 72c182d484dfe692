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
 * Blends masks where the picture looks the same after its motion, as COMBO's adaptive inter-frame
 * consistency loss does in training (arXiv 2312.06462): the more a part of the picture is like it
 * was, the more its mask must be like it was.
 *
 * <p>That is so for objects that go on, whose outlines tremble. A piece of the mask that has little
 * in common with what was shown there has started, stopped or been mistaken, and shows at once.
 *
 * <p>Each pixel keeps a label and the evidence for it, which move with the picture. A new mask adds
 * its confidence to the evidence where it agrees and takes it away where it does not, and the label
 * changes when the evidence has clearly turned against it.
 */
@Component(
    configurationPid = "sonomask.filter.similarity",
    property = "service.ranking:Integer=400")
@Designate(ocd = SimilarityFilter.Configuration.class)
public final class SimilarityFilter implements MaskFilter {
  private static final double PAST = 0.6;
  private static final double TOLERANCE = 40;
  private static final double LEAST_IOU = 0.3;

  /** Share of a mask's confidence by which the evidence must have turned for a label to change. */
  private static final float MARGIN = 0.35f;

  private static final int FINENESS = 4;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: similarity",
      description = "Blends masks where the picture looks the same after its motion.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** Its place among the filters. */
    @AttributeDefinition(
        required = false,
        description = "Ranking among the filters: the highest runs first.")
    int service_ranking();

    /** See {@link SimilarityFilter#SimilarityFilter(double, double, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "0.999",
        description = "Share of the past where nothing has changed, 0 to below 1.")
    double past() default PAST;

    /** See {@link SimilarityFilter#SimilarityFilter(double, double, double)}. */
    @AttributeDefinition(
        min = "0.001",
        description = "Levels of luma by which the picture changes when the past counts 1/e.")
    double tolerance() default TOLERANCE;

    /** See {@link SimilarityFilter#SimilarityFilter(double, double, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description =
            "Intersection over union of a piece of the mask and what was shown there from which on"
                + " it is the same object, 0 to 1; anything else shows at once.")
    double least_iou() default LEAST_IOU;
  }

  private final boolean enabled;

  private final double past;
  private final double leastIou;

  /** How alike parts of pictures are, 0 to 1, by their difference in quarters of a level. */
  private final float[] similarity = new float[256 * FINENESS];

  /** As the configuration says. */
  @Activate
  public SimilarityFilter(Configuration configuration) {
    this(
        configuration.enabled(),
        configuration.past(),
        configuration.tolerance(),
        configuration.least_iou());
  }

  /** With the values of an empty configuration. */
  public SimilarityFilter() {
    this(true, PAST, TOLERANCE, LEAST_IOU);
  }

  /**
   * Chooses how much the past counts.
   *
   * @param past share of the past where nothing has changed and the strength is 0.5, 0 to below 1
   * @param tolerance levels of luma by which the picture changes when the past counts 1/e
   * @param leastIou intersection over union of a piece with what was shown there from which on it
   *     is the same object, 0 to 1; anything else shows at once
   */
  public SimilarityFilter(double past, double tolerance, double leastIou) {
    this(true, past, tolerance, leastIou);
  }

  private SimilarityFilter(boolean enabled, double past, double tolerance, double leastIou) {
    if (!(past >= 0 && past < 1) || !(tolerance > 0) || !(leastIou >= 0 && leastIou <= 1)) {
      throw new IllegalArgumentException(
          "past must be 0 to below 1, tolerance above 0 and least.iou 0 to 1, but are "
              + past
              + ", "
              + tolerance
              + " and "
              + leastIou);
    }
    this.enabled = enabled;
    this.past = past;
    this.leastIou = leastIou;
    for (int i = 0; i < similarity.length; i++) {
      similarity[i] = (float) Math.exp(-i / tolerance / FINENESS);
    }
  }

  @Override
  public String name() {
    return "similarity";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return enabled ? new Blending(info.pixels()) : null;
  }

  private final class Blending implements Instance {
    private final byte[] label;
    private final float[] evidence;
    private final byte[] oldLabel;
    private final float[] oldEvidence;
    private final byte[] newLabel;

    /** Pixels of each piece that were and are marked. */
    private int[] common = new int[64];

    private boolean[] goesOn = new boolean[64];

    private boolean empty = true;

    Blending(int pixels) {
      label = new byte[pixels];
      evidence = new float[pixels];
      oldLabel = new byte[pixels];
      oldEvidence = new float[pixels];
      newLabel = new byte[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      boolean nothing = step.isEmpty() && empty;
      MaskMotion motion = nothing ? null : step.motion();
      if (motion == null) {
        begin(step.labels(), step.confidence());
      } else {
        goOn(step, motion);
      }
      empty = step.isEmpty();
    }

    private void goOn(MaskStep step, MaskMotion motion) {
      motion.move(label, oldLabel);
      motion.move(evidence, oldEvidence);
      System.arraycopy(step.labels(), 0, newLabel, 0, newLabel.length);
      MaskPieces pieces = joined(step);
      float greatest = (float) Math.pow(past, 0.5 / step.strength());
      for (int i = 0; i < label.length; i++) {
        int difference = Math.min(similarity.length - 1, (int) (motion.difference(i) * FINENESS));
        float share = goesOn[pieces.at(i)] ? greatest * similarity[difference] : 0;
        blend(i, share, step.labels(), step.confidence());
      }
    }

    /** The pieces of what was marked and what is, in place of the labels. */
    private MaskPieces joined(MaskStep step) {
      byte[] labels = step.labels();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (oldLabel[i] != 0 || newLabel[i] != 0 ? 1 : 0);
      }
      MaskPieces pieces = step.pieces();
      if (common.length < pieces.count()) {
        common = new int[2 * pieces.count()];
        goesOn = new boolean[common.length];
      }
      Arrays.fill(common, 0, pieces.count(), 0);
      for (int i = 0; i < labels.length; i++) {
        common[pieces.at(i)] += oldLabel[i] != 0 && newLabel[i] != 0 ? 1 : 0;
      }
      for (int piece = 0; piece < pieces.count(); piece++) {
        boolean background = pieces.label(piece) == 0;
        goesOn[piece] = background || common[piece] >= leastIou * pieces.area(piece);
      }
      return pieces;
    }

    private void begin(byte[] labels, byte[] confidence) {
      System.arraycopy(labels, 0, label, 0, label.length);
      for (int i = 0; i < evidence.length; i++) {
        evidence[i] = confidence[i] & 0xff;
      }
    }

    private void blend(int at, float share, byte[] labels, byte[] confidence) {
      float sure = (confidence[at] & 0xff) * (1 - share);
      float kept = oldEvidence[at] * share;
      boolean agrees = newLabel[at] == oldLabel[at];
      float sum = agrees ? kept + sure : kept - sure;
      boolean turned = !agrees && sum <= -MARGIN * share * (confidence[at] & 0xff);
      label[at] = turned ? newLabel[at] : oldLabel[at];
      evidence[at] = turned ? -sum : sum;
      labels[at] = label[at];
      confidence[at] = (byte) Math.round(Math.max(0, evidence[at]));
    }

    /** The next mask comes without a motion and begins anew. */
    @Override
    public void reset() {}
  }
}
