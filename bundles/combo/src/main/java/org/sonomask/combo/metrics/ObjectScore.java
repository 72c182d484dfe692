// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.metrics;

import java.util.function.BiConsumer;

/**
 * M_J and M_F of clips with one foreground class (combo section 10.1, S4 and MS3). A clip's values
 * are means over its frames, the set's values are means over its clips. F is computed in single
 * precision, as the official code does.
 */
public final class ObjectScore {
  private static final int THRESHOLDS = 255;
  private static final int LEVELS = 256;
  private static final float BETA2 = 0.3f;
  private static final double LEAST_UNION = 1e-7;
  private static final float HALF = 0.5f;

  private double jaccards;
  private double measures;
  private int clips;

  /**
   * The scores of a clip.
   *
   * @param jaccard M_J
   * @param measure M_F
   */
  public record Clip(double jaccard, double measure) {}

  /**
   * Adds a clip.
   *
   * @param probability [frames][pixels], that the pixel sounds
   * @param truth [frames][pixels], not 0 where the pixel sounds
   */
  public Clip add(float[][] probability, byte[][] truth) {
    return add(
        truth,
        (frame, tally) -> {
          for (int pixel = 0; pixel < truth[frame].length; pixel++) {
            float chance = probability[frame][pixel];
            tally.add(reached(chance), chance > HALF, truth[frame][pixel] != 0);
          }
        });
  }

  /**
   * Adds a clip whose probabilities are bytes, as a model gives them: the same scores, sooner.
   *
   * @param probability [frames][pixels], unsigned, 255 is certain that the pixel sounds
   * @param truth [frames][pixels], not 0 where the pixel sounds
   */
  public Clip add(byte[][] probability, byte[][] truth) {
    return add(
        truth,
        (frame, tally) -> {
          int[] seen = new int[2 * LEVELS];
          for (int pixel = 0; pixel < truth[frame].length; pixel++) {
            seen[2 * (probability[frame][pixel] & 0xFF) + (truth[frame][pixel] != 0 ? 1 : 0)]++;
          }
          for (int i = 0; i < seen.length; i++) {
            float chance = (i >> 1) / (LEVELS - 1f);
            tally.add(reached(chance), chance > HALF, (i & 1) != 0, seen[i]);
          }
        });
  }

  private Clip add(byte[][] truth, BiConsumer<Integer, Tally> count) {
    double jaccard = 0;
    float[] curve = new float[THRESHOLDS];
    int measured = 0;
    for (int frame = 0; frame < truth.length; frame++) {
      Tally tally = new Tally(truth[frame].length);
      count.accept(frame, tally);
      jaccard += tally.jaccard();
      measured += tally.addCurve(curve) ? 1 : 0;
    }
    float best = 0;
    for (float sum : curve) {
      best = measured == 0 ? 0 : Math.max(best, sum / measured);
    }
    Clip clip = new Clip(jaccard / truth.length, best);
    jaccards += clip.jaccard();
    measures += clip.measure();
    clips++;
    return clip;
  }

  /** M_J over all clips, 0 to 1. */
  public double jaccard() {
    return clips == 0 ? 0 : jaccards / clips;
  }

  /** M_F over all clips, 0 to 1. */
  public double measure() {
    return clips == 0 ? 0 : measures / clips;
  }

  /** Clips added. */
  public int clips() {
    return clips;
  }

  /** The pixels of one frame by how many thresholds they reach. */
  private static final class Tally {
    private final int[] positives = new int[THRESHOLDS + 1];
    private final int[] hits = new int[THRESHOLDS + 1];
    private final int pixels;
    private int both;
    private int either;
    private int objects;

    Tally(int pixels) {
      this.pixels = pixels;
    }

    void add(int reached, boolean predicted, boolean sounds) {
      add(reached, predicted, sounds, 1);
    }

    void add(int reached, boolean predicted, boolean sounds, int count) {
      positives[reached] += count;
      hits[reached] += sounds ? count : 0;
      objects += sounds ? count : 0;
      both += predicted && sounds ? count : 0;
      either += predicted || sounds ? count : 0;
    }

    /** Without anything to find, the background that was left alone counts. */
    double jaccard() {
      return objects == 0
          ? (pixels - either) / (pixels + LEAST_UNION)
          : both / (either + LEAST_UNION);
    }

    /** Adds the F-measure at each threshold; a frame without objects adds none. */
    boolean addCurve(float[] curve) {
      int positive = 0;
      int hit = 0;
      for (int threshold = THRESHOLDS - 1; objects > 0 && threshold >= 0; threshold--) {
        positive += positives[threshold + 1];
        hit += hits[threshold + 1];
        curve[threshold] += measure(hit, positive, objects);
      }
      return objects > 0;
    }
  }

  private static float measure(int hit, int positive, int objects) {
    if (hit == 0) {
      return 0;
    }
    float precision = (float) hit / positive;
    float recall = (float) hit / objects;
    return (1 + BETA2) * precision * recall / (BETA2 * precision + recall);
  }

  /** How many of the thresholds k / 254 a probability reaches. */
  private static int reached(float probability) {
    int count = Math.max(0, Math.min(THRESHOLDS, (int) (probability * (THRESHOLDS - 1)) + 1));
    while (count < THRESHOLDS && probability >= threshold(count)) {
      count++;
    }
    while (count > 0 && probability < threshold(count - 1)) {
      count--;
    }
    return count;
  }

  private static float threshold(int k) {
    return (float) (k * (1 - 1e-10) / (THRESHOLDS - 1));
  }
}
