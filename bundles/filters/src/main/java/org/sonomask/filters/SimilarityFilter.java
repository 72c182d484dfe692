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
 * Blends masks where the picture looks the same after its motion, as COMBO's adaptive inter-frame
 * consistency loss does in training (arXiv 2312.06462): the more a part of the picture is like it
 * was, the more its mask must be like it was.
 *
 * <p>Each pixel keeps a label and the evidence for it, which move with the picture. A new mask adds
 * its confidence to the evidence where it agrees and takes it away where it does not, and the label
 * changes when the evidence has turned against it.
 */
@Component(
    configurationPid = "sonomask.filter.similarity",
    property = "service.ranking:Integer=400")
@Designate(ocd = SimilarityFilter.Configuration.class)
public final class SimilarityFilter implements MaskFilter {
  private static final double PAST = 0.48;
  private static final double TOLERANCE = 12;
  private static final int FINENESS = 4;

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Sonomask filter: similarity",
      description = "Blends masks where the picture looks the same after its motion.")
  public @interface Configuration {
    /** Whether it works. */
    @AttributeDefinition(description = "Whether this filter works.")
    boolean enabled() default true;

    /** See {@link SimilarityFilter#SimilarityFilter(double, double)}. */
    @AttributeDefinition(
        min = "0",
        max = "0.999",
        description = "Share of the past where nothing has changed, 0 to below 1.")
    double past() default PAST;

    /** See {@link SimilarityFilter#SimilarityFilter(double, double)}. */
    @AttributeDefinition(
        min = "0.001",
        description = "Levels of luma by which the picture changes when the past counts 1/e.")
    double tolerance() default TOLERANCE;
  }

  private final boolean enabled;

  private final double past;

  /** How alike parts of pictures are, 0 to 1, by their difference in quarters of a level. */
  private final float[] similarity = new float[256 * FINENESS];

  /** As the configuration says. */
  @Activate
  public SimilarityFilter(Configuration configuration) {
    this(configuration.enabled(), configuration.past(), configuration.tolerance());
  }

  /** With the values of an empty configuration. */
  public SimilarityFilter() {
    this(true, PAST, TOLERANCE);
  }

  /**
   * Chooses how much the past counts.
   *
   * @param past share of the past where nothing has changed and the strength is 0.5, 0 to below 1
   * @param tolerance levels of luma by which the picture changes when the past counts 1/e
   */
  public SimilarityFilter(double past, double tolerance) {
    this(true, past, tolerance);
  }

  private SimilarityFilter(boolean enabled, double past, double tolerance) {
    if (!(past >= 0 && past < 1) || !(tolerance > 0)) {
      throw new IllegalArgumentException(
          "past must be 0 to below 1 and tolerance above 0, but are " + past + " and " + tolerance);
    }
    this.enabled = enabled;
    this.past = past;
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

    Blending(int pixels) {
      label = new byte[pixels];
      evidence = new float[pixels];
      oldLabel = new byte[pixels];
      oldEvidence = new float[pixels];
    }

    @Override
    public void apply(MaskStep step) {
      MaskMotion motion = step.motion();
      if (motion == null) {
        begin(step.labels(), step.confidence());
        return;
      }
      motion.move(label, oldLabel);
      motion.move(evidence, oldEvidence);
      float greatest = (float) Math.pow(past, 0.5 / step.strength());
      for (int i = 0; i < label.length; i++) {
        int difference = Math.min(similarity.length - 1, (int) (motion.difference(i) * FINENESS));
        blend(i, greatest * similarity[difference], step.labels(), step.confidence());
      }
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
      boolean agrees = labels[at] == oldLabel[at];
      float sum = agrees ? kept + sure : kept - sure;
      label[at] = sum < 0 ? labels[at] : oldLabel[at];
      evidence[at] = Math.abs(sum);
      labels[at] = label[at];
      confidence[at] = (byte) (int) (evidence[at] + 0.5f);
    }

    /** The next mask comes without a motion and begins anew. */
    @Override
    public void reset() {}
  }
}
