// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperatingPointsTest {
  private static final double EXACT = 1e-9;

  /** One of four pixels sounds; the network is less sure of each next one. */
  private static ThresholdCurve sounding() {
    ThresholdCurve curve = new ThresholdCurve();
    curve.add(new float[][] {{0.705f, 0.405f, 0, 0}}, new byte[][] {{1, 1, 0, 0}});
    return curve;
  }

  /** Four pixels where nothing sounds, marked up to thresholds of 0.3, 0.5 and 0.6. */
  private static ThresholdCurve silent() {
    ThresholdCurve curve = new ThresholdCurve();
    curve.add(new float[][] {{0.305f, 0.505f, 0.605f, 0}}, new byte[][] {{0, 0, 0, 0}});
    return curve;
  }

  private static OperatingPoints points(ThresholdCurve silent) {
    return new OperatingPoints(List.of(sounding()), List.of(silent));
  }

  @Test
  void theLowestThresholdThatMarksLittleFalselyIsChosen() {
    assertEquals(0.31, points(silent()).threshold(0.5), EXACT);
    assertEquals(0.51, points(silent()).threshold(0.25), EXACT);
  }

  @Test
  void whereAllMarkTooMuchTheHighestThresholdIsChosen() {
    ThresholdCurve sure = new ThresholdCurve();
    sure.add(new float[][] {{1}}, new byte[][] {{0}});
    assertEquals(0.80, points(sure).threshold(0.5), EXACT);
  }

  @Test
  void betweenTwoThresholdsMjIsOnAStraightLine() {
    ThresholdCurve silent = new ThresholdCurve();
    silent.add(new float[][] {{0.405f, 0.405f, 0.405f, 0.605f}}, new byte[][] {new byte[4]});
    OperatingPoints points = points(silent);
    assertEquals(1, points.jaccardAt(1), EXACT);
    assertEquals(0.5, points.jaccardAt(0.25), EXACT);
    assertEquals(0.75, points.jaccardAt(0.625), EXACT);
    assertEquals(0.5, points.jaccardAt(0), EXACT);
  }

  @Test
  void kindsOfScenesCountAlike() {
    ThresholdCurve nothing = new ThresholdCurve();
    nothing.add(new float[][] {{0, 0}}, new byte[][] {{1, 1}});
    nothing.add(new float[][] {{0, 0}}, new byte[][] {{1, 1}});
    OperatingPoints points = new OperatingPoints(List.of(sounding(), nothing), List.of(silent()));
    assertEquals(0.5, points.jaccard(0), EXACT);
    assertEquals(0.75, points.falseArea(0), EXACT);
  }
}
