// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

import java.util.Arrays;
import org.sonomask.api.StreamPast;

/**
 * How much a mouth moves: the mean absolute difference of luma from picture to picture. Not
 * thread-safe. Allocates only when a mouth is larger than any before.
 */
final class MouthMotion {
  /** Between pictures further apart nobody knows what moved. */
  private static final long LONGEST = 200_000_000;

  private static final double USUAL = 40_000_000;

  private final double[] raw = new double[TimeGrid.MOTION];
  private byte[] newer = new byte[0];
  private byte[] older = new byte[0];

  /**
   * Measures the motion up to a frame.
   *
   * @param to levels in 40 ms by cell of motion, written
   * @return the first cell that is known
   */
  int measure(StreamPast past, Figure figure, long runningTime, double[] to) {
    Arrays.fill(raw, 0);
    int pixels = figure.mouthWidth * figure.mouthHeight;
    if (newer.length < pixels) {
      newer = new byte[2 * pixels];
      older = new byte[2 * pixels];
    }
    long start = TimeGrid.motionStart(runningTime);
    int known = TimeGrid.MOTION;
    boolean there = past.pictures() > 0 && copy(past, 0, figure, newer);
    for (int back = 1; there && known > 0 && back < past.pictures(); back++) {
      long from = past.time(back);
      long until = past.time(back - 1);
      if (until - from > LONGEST || until <= from || !copy(past, back, figure, older)) {
        break;
      }
      known = fill(from - start, until - start, difference(pixels), known);
      byte[] swap = newer;
      newer = older;
      older = swap;
    }
    smooth(known, to);
    return known;
  }

  private static boolean copy(StreamPast past, int back, Figure figure, byte[] to) {
    return past.luma(
        back, figure.mouthLeft, figure.mouthTop, figure.mouthWidth, figure.mouthHeight, to);
  }

  private double difference(int pixels) {
    int sum = 0;
    for (int i = 0; i < pixels; i++) {
      sum += Math.abs((newer[i] & 0xff) - (older[i] & 0xff));
    }
    return (double) sum / pixels;
  }

  /** Fills the cells whose middle lies between two pictures; returns the first one filled. */
  private int fill(long from, long until, double difference, int known) {
    double rate = difference * USUAL / (until - from);
    int first = known;
    for (int cell = known - 1; cell >= 0; cell--) {
      long middle = cell * TimeGrid.CELL + TimeGrid.CELL / 2;
      if (middle <= from) {
        break;
      }
      raw[cell] = rate;
      first = cell;
    }
    return first;
  }

  /** Spreads each cell over its neighbours: a picture may be shown a little early or late. */
  private void smooth(int known, double[] to) {
    for (int cell = known; cell < to.length; cell++) {
      double sum = 0;
      double weights = 0;
      for (int aside = -2; aside <= 2; aside++) {
        int at = cell + aside;
        if (at >= known && at < raw.length) {
          double weight = 5 - Math.abs(aside);
          sum += weight * raw[at];
          weights += weight;
        }
      }
      to[cell] = sum / weights;
    }
  }
}
