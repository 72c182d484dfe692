// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.metrics.ObjectScore;

/** What one way to show masks came to, over all films. */
final class Figures {
  private static final double MILLISECOND = 1e6;

  private final ObjectScore score = new ObjectScore();
  private final Playback.Cost cost = new Playback.Cost();
  private final List<Integer> lags = new ArrayList<>();
  private double flicker;

  /** Adds a film. */
  void add(Film film, byte[][] shown, double filmFlicker) {
    byte[][] sounding = new byte[shown.length][];
    for (int frame = 0; frame < shown.length; frame++) {
      sounding[frame] = certain(shown[frame]);
    }
    score.add(sounding, film.truth());
    flicker += filmFlicker;
  }

  private static byte[] certain(byte[] labels) {
    byte[] sounding = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      sounding[i] = (byte) (labels[i] == 0 ? 0 : 255);
    }
    return sounding;
  }

  /** Adds frames from steps until they show. */
  void add(List<Integer> steps) {
    lags.addAll(steps);
  }

  void add(Playback.Cost spent) {
    cost.add(spent);
  }

  double jaccard() {
    return score.jaccard();
  }

  double flicker() {
    return flicker / score.clips();
  }

  /** Frames until a source that starts or stops shows, mean over steps. */
  double lag() {
    return lags.stream().mapToInt(Integer::intValue).average().orElse(0);
  }

  /** Frames that nine of ten steps stay within. */
  int lagOfNineInTen() {
    List<Integer> sorted = lags.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1);
  }

  int steps() {
    return lags.size();
  }

  /** Processor time of the filters a mask, ms. */
  double perMask() {
    return cost.maskNanos / MILLISECOND / Math.max(1, cost.masks);
  }

  /** Processor time of the filters a frame between inferences and otherwise, ms. */
  double perFrame() {
    return cost.frameNanos / MILLISECOND / Math.max(1, cost.frames);
  }
}
