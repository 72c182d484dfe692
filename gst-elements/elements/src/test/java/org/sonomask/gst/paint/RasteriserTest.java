// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskGeometry;

class RasteriserTest {

  private final Rasteriser rasteriser = new Rasteriser();
  private final DistanceField field = new DistanceField();
  private final Spans spans = new Spans();

  /** Runs and cells against interpolating the field at every single sample. */
  @Test
  void drawsWhatInterpolationAtEverySampleGives() {
    Random random = new Random(11);
    for (int round = 0; round < 120; round++) {
      MaskGeometry geometry =
          random.nextBoolean()
              ? MaskGeometry.WHOLE
              : new MaskGeometry(
                  random.nextDouble() - 0.3,
                  random.nextDouble() - 0.3,
                  0.1 + random.nextDouble(),
                  0.1 + random.nextDouble());
      LabelMask mask =
          Masks.blobs(random, 4 + random.nextInt(30), 4 + random.nextInt(30), geometry);
      Area area =
          new Area(
              random.nextInt(9), random.nextInt(9), 1 + random.nextInt(99), 1 + random.nextInt(99));
      Grid grid = new Grid(area, 1 + random.nextInt(2), 1 + random.nextInt(2));
      double sample = (grid.subX() + grid.subY()) / 2.0;
      double outline = random.nextBoolean() ? 0 : 5 * random.nextDouble();
      EdgeProfile profile = new EdgeProfile(random.nextDouble(), outline, sample);
      boolean weighted = random.nextBoolean();
      compare(mask, grid, profile, weighted);
    }
  }

  private void compare(LabelMask mask, Grid grid, EdgeProfile profile, boolean weighted) {
    double stepX = mask.geometry().width() * grid.area().width() / mask.width();
    double stepY = mask.geometry().height() * grid.area().height() / mask.height();
    field.measure(Masks.first(mask), stepX, stepY, profile.band());
    rasteriser.place(grid, mask.width(), mask.height(), mask.geometry());
    rasteriser.draw(field, profile, weighted ? mask.confidence() : null, spans);
    int[][] drawn = unpack(spans, grid);
    for (int row = grid.top(); row < grid.bottom(); row++) {
      for (int column = grid.left(); column < grid.right(); column++) {
        double x = (grid.centreX(column) - grid.area().left(mask.geometry())) / stepX;
        double y = (grid.centreY(row) - grid.area().top(mask.geometry())) / stepY;
        double expected = 0;
        if (x >= 0 && y >= 0 && x < mask.width() && y < mask.height()) {
          expected = profile.opacity(interpolate(mask, x - 0.5, y - 0.5, this::distance));
          if (weighted) {
            expected *= interpolate(mask, x - 0.5, y - 0.5, (c, r) -> confidence(mask, c, r));
          }
        }
        assertEquals(
            256 * expected,
            drawn[row][column],
            8 / profile.sample() + 1,
            "sample " + column + "," + row);
      }
    }
  }

  private interface Sampled {
    double at(int column, int row);
  }

  private double distance(int column, int row) {
    boolean measured =
        column >= field.left()
            && column < field.right()
            && row >= field.top()
            && row < field.bottom();
    return measured ? field.at(column, row) : -1e6;
  }

  private static double confidence(LabelMask mask, int column, int row) {
    return (mask.confidence()[row * mask.width() + column] & 255) / 255.0;
  }

  private static double interpolate(LabelMask mask, double x, double y, Sampled values) {
    double clampedX = Math.max(0, Math.min(mask.width() - 1, x));
    double clampedY = Math.max(0, Math.min(mask.height() - 1, y));
    int column = (int) clampedX;
    int row = (int) clampedY;
    int nextColumn = Math.min(mask.width() - 1, column + 1);
    int nextRow = Math.min(mask.height() - 1, row + 1);
    double across = clampedX - column;
    double down = clampedY - row;
    return (1 - down)
            * ((1 - across) * values.at(column, row) + across * values.at(nextColumn, row))
        + down
            * ((1 - across) * values.at(column, nextRow) + across * values.at(nextColumn, nextRow));
  }

  private static int[][] unpack(Spans spans, Grid grid) {
    int[][] opacity = new int[grid.bottom()][grid.right()];
    for (int row = spans.firstRow(); row < spans.endRow(); row++) {
      int from = grid.left();
      for (int run = spans.firstRun(row); run < spans.endRun(row); run++) {
        assertTrue(spans.column(run) >= from, "runs go from left to right and never overlap");
        from = spans.column(run) + spans.samples(run);
        for (int i = 0; i < spans.samples(run); i++) {
          opacity[row][spans.column(run) + i] =
              spans.opacity(run) >= 0
                  ? spans.opacity(run)
                  : Spans.widen(spans.softOpacities()[spans.softOffset(run) + i]);
        }
      }
      assertTrue(from <= grid.right(), "runs end with the grid");
    }
    return opacity;
  }

  @Test
  void aFlatMaskIsOneSolidRunARow() {
    LabelMask mask = Masks.drawn("11", "11");
    Grid grid = new Grid(new Area(0, 0, 101, 57), 2, 2);
    rasteriser.place(grid, 2, 2, MaskGeometry.WHOLE);
    field.measure(Masks.first(mask), 50.5, 28.5, 2);
    rasteriser.draw(field, new EdgeProfile(0.5, 2, 2), null, spans);
    for (int row = 0; row < grid.bottom(); row++) {
      assertEquals(1, spans.endRun(row) - spans.firstRun(row));
      assertEquals(51, spans.samples(spans.firstRun(row)));
      assertEquals(128, spans.opacity(spans.firstRun(row)), 1);
    }
  }

  @Test
  void theOutlineIsAsWideAsAsked() {
    LabelMask mask = Masks.drawn("00001111", "00001111");
    Grid grid = new Grid(new Area(0, 0, 80, 20), 1, 1);
    rasteriser.place(grid, 8, 2, MaskGeometry.WHOLE);
    field.measure(Masks.first(mask), 10, 10, 8);
    rasteriser.draw(field, new EdgeProfile(0, 6, 1), null, spans);
    int[][] drawn = unpack(spans, grid);
    int sum = 0;
    for (int column = 0; column < 80; column++) {
      sum += drawn[10][column];
    }
    assertEquals(6 * 256, sum, 60);
    assertTrue(drawn[10][39] >= 255 && drawn[10][40] >= 255, "the line lies on the boundary");
  }
}
