// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.contour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.RandomMasks;
import org.sonomask.metadata.RandomMasks.Labels;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.RowRuns;

class ContoursTest {

  private static RowRuns fill(List<int[]> polygons, int width, int height) {
    PolygonFill fill = new PolygonFill(width, height);
    try {
      for (int[] polygon : polygons) {
        fill.add(Arrays.stream(polygon).asDoubleStream().toArray(), polygon.length);
      }
    } catch (MaskFormatException e) {
      throw new AssertionError(e);
    }
    return fill.finish();
  }

  @Test
  void everyMaskSurvivesTheRoundTrip() {
    RandomMasks.forEach(
        2 * RandomMasks.COUNT,
        random -> {
          Labels mask = random.labels(2);
          Box whole = new Box(0, 0, mask.width(), mask.height());
          byte[] painted = new byte[mask.labels().length];
          for (int label = 1; label <= 2; label++) {
            List<int[]> polygons = Contours.of(mask.labels(), mask.width(), label, whole);
            RowRuns runs = fill(polygons, mask.width(), mask.height());
            runs.paint(painted, label);
            assertEquals(runs.area(), enclosed(polygons));
          }
          assertArrayEquals(mask.labels(), painted);
        });
  }

  /** Area by the shoelace formula: outer edges count up, holes down. */
  private static long enclosed(List<int[]> polygons) {
    long twice = 0;
    for (int[] p : polygons) {
      for (int i = 0; i < p.length; i += 2) {
        int next = (i + 2) % p.length;
        twice += (long) p[i] * p[next + 1] - (long) p[next] * p[i + 1];
      }
    }
    return twice / 2;
  }

  @Test
  void cornersAreOnlyWhereTheEdgeTurns() {
    RandomMasks.forEach(
        random -> {
          Labels mask = random.labels(1);
          Box whole = new Box(0, 0, mask.width(), mask.height());
          for (int[] p : Contours.of(mask.labels(), mask.width(), 1, whole)) {
            assertTrue(p.length >= 8 && p.length % 4 == 0);
            for (int i = 0; i < p.length; i += 2) {
              int next = (i + 2) % p.length;
              boolean level = p[i + 1] == p[next + 1];
              assertEquals(!level, p[i] == p[next]);
              int after = (i + 4) % p.length;
              assertEquals(level, p[next] == p[after]);
            }
          }
        });
  }

  @Test
  void aRingHasAnOuterAndAnInnerEdge() {
    byte[] ring = {
      1, 1, 1, //
      1, 0, 1, //
      1, 1, 1
    };
    List<int[]> polygons = Contours.of(ring, 3, 1, new Box(0, 0, 3, 3));
    assertEquals(2, polygons.size());
    assertArrayEquals(new int[] {3, 0, 3, 3, 0, 3, 0, 0}, polygons.get(0));
    assertArrayEquals(new int[] {2, 2, 2, 1, 1, 1, 1, 2}, polygons.get(1));
  }

  @Test
  void aTriangleHoldsThePixelsWhoseCentresItHolds() throws MaskFormatException {
    PolygonFill fill = new PolygonFill(4, 4);
    fill.add(new double[] {0, 0, 4, 0, 0, 4}, 6);
    byte[] plane = new byte[16];
    fill.finish().paint(plane, 1);
    assertArrayEquals(new byte[] {1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, plane);
  }

  @Test
  void anyPolygonStaysInTheMask() throws MaskFormatException {
    Random random = new Random(3);
    double[] odd = {Double.MAX_VALUE, -Double.MAX_VALUE, 0.5, 1e-300, 4, 5, -3, 1e9};
    for (int i = 0; i < RandomMasks.COUNT; i++) {
      PolygonFill fill = new PolygonFill(5, 4);
      double[] points = new double[2 * (1 + random.nextInt(8))];
      for (int p = 0; p < points.length; p++) {
        points[p] = random.nextBoolean() ? 12 * random.nextDouble() - 4 : odd[random.nextInt(8)];
      }
      fill.add(points, points.length);
      RowRuns runs = fill.finish();
      runs.paint(new byte[20], 1);
      assertTrue(runs.area() <= 20);
    }
  }

  @Test
  void polygonsOfEndlessEdgesAreRefused() {
    PolygonFill fill = new PolygonFill(10, 10);
    double[] zigzag = new double[100_000];
    for (int i = 1; i < zigzag.length; i += 4) {
      zigzag[i] = 10;
    }
    assertThrows(MaskFormatException.class, () -> fill.add(zigzag, zigzag.length));
  }
}
