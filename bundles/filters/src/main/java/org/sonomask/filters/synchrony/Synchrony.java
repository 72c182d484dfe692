// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

import java.util.Arrays;
import org.sonomask.api.StreamPast;

/**
 * How well the mouths of figures move with the sound: the correlation of motion with changes of the
 * sound's level, which lips make some 100 ms before they are heard, and to a lesser degree with the
 * level itself; and how much they move at all, compared with the one that moves most, since a mouth
 * at rest does not talk. Cameras and microphones have delays of their own; that of a stream is
 * learnt from all its figures. Not thread-safe. Allocates nothing per mask.
 */
public final class Synchrony {
  /** Fewer cells in common say nothing. */
  private static final int LEAST = 40;

  /** What is expected before anything is known: sound 100 ms behind motion, give or take 60. */
  private static final int EXPECTED = TimeGrid.BEHIND + 5;

  private static final double SPREAD = 3;
  private static final double TRUST = 0.3;

  /** Time constant with which a delay is learnt, ns. */
  private static final double PATIENCE = 6e9;

  /** What the correlation with the level counts. */
  private static final double LEVEL_SHARE = 0.4;

  /** What motion counts by itself. */
  private static final double MOTION_SHARE = 0.25;

  /** Delays over which the correlation with changes is averaged, to either side. */
  private static final int NEAR = 1;

  /** The same for the correlation with the level, which changes more slowly. */
  private static final int AROUND = 2;

  private final VoiceShape voice = new VoiceShape();
  private final MouthMotion mouth = new MouthMotion();
  private final double[][] motions = new double[Figures.MOST][TimeGrid.MOTION];
  private final int[] known = new int[Figures.MOST];
  private final double[][] changes = new double[Figures.MOST][TimeGrid.DELAYS];
  private final double[] usual = new double[TimeGrid.DELAYS];
  private final double[] scores = new double[Figures.MOST];
  private long lastTime;

  /** Starts without knowing the stream. */
  public Synchrony() {
    reset();
  }

  /** Forgets the stream's delay. */
  public void reset() {
    for (int delay = 0; delay < usual.length; delay++) {
      double off = (delay - EXPECTED) / SPREAD;
      usual[delay] = TRUST * Math.exp(-off * off / 2);
    }
    lastTime = Long.MIN_VALUE;
  }

  /**
   * Scores figures at a frame.
   *
   * @return by figure, -1.4 to 1.65; NaN where too little is known, or nothing is heard; the same
   *     array every time
   */
  public double[] score(StreamPast past, Figures figures, long runningTime) {
    voice.measure(past, runningTime);
    if (voice.isSilent()) {
      Arrays.fill(scores, Double.NaN);
      return scores;
    }
    for (int i = 0; i < figures.count(); i++) {
      known[i] = mouth.measure(past, figures.get(i), runningTime, motions[i]);
      for (int delay = 0; delay < TimeGrid.DELAYS; delay++) {
        changes[i][delay] = correlation(voice.changes(), motions[i], delay, known[i]);
      }
    }
    learn(figures.count(), runningTime);
    int delay = delay();
    double most = mostMotion(figures.count());
    for (int i = 0; i < figures.count(); i++) {
      scores[i] =
          mean(changes[i], delay)
              + LEVEL_SHARE * level(i, delay - EXPECTED)
              + MOTION_SHARE * motion(i) / most;
    }
    return scores;
  }

  private double mostMotion(int figures) {
    double most = Double.MIN_NORMAL;
    for (int i = 0; i < figures; i++) {
      most = Math.max(most, motion(i));
    }
    return most;
  }

  /** Mean of what is known. */
  private double motion(int figure) {
    double sum = 0;
    for (int cell = known[figure]; cell < TimeGrid.MOTION; cell++) {
      sum += motions[figure][cell];
    }
    return sum / Math.max(1, TimeGrid.MOTION - known[figure]);
  }

  private int delay() {
    int best = NEAR;
    for (int delay = NEAR; delay < usual.length - NEAR; delay++) {
      best = usual[delay] > usual[best] ? delay : best;
    }
    return best;
  }

  private static double mean(double[] correlations, int delay) {
    double sum = 0;
    for (int at = delay - NEAR; at <= delay + NEAR; at++) {
      sum += correlations[at];
    }
    return sum / (2 * NEAR + 1);
  }

  /** The level goes with motion at once, but for what the stream's delay differs from the usual. */
  private double level(int figure, int later) {
    int middle = Math.max(AROUND, Math.min(TimeGrid.DELAYS - 1 - AROUND, TimeGrid.BEHIND + later));
    double sum = 0;
    for (int delay = middle - AROUND; delay <= middle + AROUND; delay++) {
      sum += correlation(voice.levels(), motions[figure], delay, known[figure]);
    }
    return sum / (2 * AROUND + 1);
  }

  private void learn(int figures, long now) {
    double share =
        lastTime == Long.MIN_VALUE ? 0 : 1 - Math.exp(Math.min(0, lastTime - now) / PATIENCE);
    lastTime = now;
    for (int delay = 0; delay < usual.length; delay++) {
      double best = Double.NaN;
      for (int i = 0; i < figures; i++) {
        double here = changes[i][delay];
        best = here > best || Double.isNaN(best) ? here : best;
      }
      if (!Double.isNaN(best)) {
        usual[delay] += share * (best - usual[delay]);
      }
    }
  }

  private static double correlation(double[] sound, double[] motion, int delay, int known) {
    // Cell 0 of the sound starts AHEAD cells after cell 0 of the motion.
    int shift = TimeGrid.AHEAD - (delay - TimeGrid.BEHIND);
    int first = Math.max(0, known - shift);
    int n = sound.length - first;
    if (n < LEAST) {
      return Double.NaN;
    }
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int cell = first; cell < sound.length; cell++) {
      double x = sound[cell];
      double y = motion[cell + shift];
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    double spread = (aa - a * a / n) * (bb - b * b / n);
    return spread <= 1e-12 ? 0 : (ab - a * b / n) / Math.sqrt(spread);
  }
}
