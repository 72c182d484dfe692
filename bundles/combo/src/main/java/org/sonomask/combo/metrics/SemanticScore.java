// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.metrics;

/**
 * mIoU and F of semantic labels (combo section 10.2, AVSS): per class the mean over the frames in
 * which it is predicted or true, then the mean over all classes, background and unseen ones
 * included. Sums are kept in single precision, as the official code does.
 */
public final class SemanticScore {
  private static final float BETA2 = 0.3f;
  private static final float LEAST_UNION = 2.220446049250313e-16f;

  private final float[] jaccards;
  private final float[] measures;
  private final int[] frames;

  /** Starts with no frames. */
  public SemanticScore(int classes) {
    this.jaccards = new float[classes];
    this.measures = new float[classes];
    this.frames = new int[classes];
  }

  /**
   * Adds a frame.
   *
   * @param predicted label of each pixel
   * @param truth label of each pixel; labels beyond the classes, such as 255, are not counted
   */
  public void add(byte[] predicted, byte[] truth) {
    int classes = frames.length;
    int[] hits = new int[classes];
    int[] positives = new int[classes];
    int[] objects = new int[classes];
    for (int pixel = 0; pixel < truth.length; pixel++) {
      int label = truth[pixel] & 0xFF;
      if (label >= classes) {
        continue;
      }
      objects[label]++;
      positives[predicted[pixel] & 0xFF]++;
      hits[label] += predicted[pixel] == truth[pixel] ? 1 : 0;
    }
    for (int label = 0; label < classes; label++) {
      add(label, hits[label], positives[label], objects[label]);
    }
  }

  private void add(int label, int hits, int positives, int objects) {
    int union = positives + objects - hits;
    if (union == 0) {
      return;
    }
    frames[label]++;
    if (hits > 0) {
      float precision = (float) hits / positives;
      float recall = (float) hits / objects;
      jaccards[label] += hits / (LEAST_UNION + union);
      measures[label] += (1 + BETA2) * precision * recall / (BETA2 * precision + recall);
    }
  }

  /** Adds another score's frames, to sum clip by clip. */
  public void add(SemanticScore other) {
    for (int label = 0; label < frames.length; label++) {
      jaccards[label] += other.jaccards[label];
      measures[label] += other.measures[label];
      frames[label] += other.frames[label];
    }
  }

  /** Mean intersection over union of a class, 0 to 1; 0 if it was never seen. */
  public float jaccard(int label) {
    return frames[label] == 0 ? 0 : jaccards[label] / frames[label];
  }

  /** Mean F of a class, 0 to 1; 0 if it was never seen. */
  public float measure(int label) {
    return frames[label] == 0 ? 0 : measures[label] / frames[label];
  }

  /** Frames in which a class was predicted or true. */
  public int frames(int label) {
    return frames[label];
  }

  /** mIoU, 0 to 1. */
  public float jaccard() {
    float sum = 0;
    for (int label = 0; label < frames.length; label++) {
      sum += jaccard(label);
    }
    return sum / frames.length;
  }

  /** Mean F, 0 to 1. */
  public float measure() {
    float sum = 0;
    for (int label = 0; label < frames.length; label++) {
      sum += measure(label);
    }
    return sum / frames.length;
  }

  /** Sums over frames of the intersection over union, by class. */
  public float[] jaccardSums() {
    return jaccards.clone();
  }

  /** Sums over frames of F, by class. */
  public float[] measureSums() {
    return measures.clone();
  }
}
