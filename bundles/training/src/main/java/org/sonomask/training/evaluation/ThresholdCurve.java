// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/** M_J and masked area of a set of clips by the threshold from which on a pixel sounds. */
public final class ThresholdCurve {
  /** The thresholds looked at, rising. */
  public static final List<Double> THRESHOLDS =
      IntStream.rangeClosed(20, 80).mapToObj(percent -> percent / 100.0).toList();

  private final double[] jaccards = new double[THRESHOLDS.size()];
  private final double[] areas = new double[THRESHOLDS.size()];
  private int frames;

  /**
   * Adds a clip.
   *
   * @param sounding [frames][pixels], 0 to 1
   * @param labels [frames][pixels], not 0 where something sounds
   */
  public void add(float[][] sounding, byte[][] labels) {
    for (int frame = 0; frame < labels.length; frame++) {
      for (int i = 0; i < jaccards.length; i++) {
        add(sounding[frame], labels[frame], i);
      }
      frames++;
    }
  }

  private void add(float[] sounding, byte[] labels, int at) {
    double threshold = THRESHOLDS.get(at);
    int both = 0;
    int either = 0;
    int masked = 0;
    boolean silent = true;
    for (int pixel = 0; pixel < labels.length; pixel++) {
      boolean marked = sounding[pixel] > threshold;
      boolean sounds = labels[pixel] != 0;
      silent &= !sounds;
      masked += marked ? 1 : 0;
      both += marked && sounds ? 1 : 0;
      either += marked || sounds ? 1 : 0;
    }
    double pixels = labels.length;
    jaccards[at] += silent ? (pixels - masked) / pixels : (double) both / either;
    areas[at] += masked / pixels;
  }

  /** Mean M_J of all frames at a threshold of the list. */
  public double jaccard(int threshold) {
    return jaccards[threshold] / frames;
  }

  /** Mean share of masked pixels at a threshold of the list. */
  public double area(int threshold) {
    return areas[threshold] / frames;
  }
}
