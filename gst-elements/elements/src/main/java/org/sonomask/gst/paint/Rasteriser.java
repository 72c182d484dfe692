// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Arrays;
import org.sonomask.api.MaskGeometry;

/**
 * Draws a distance field onto a grid of samples. Mask pixels far from the boundary become solid
 * runs without a look at their samples; only those near it are computed sample by sample.
 *
 * <p>The memory is kept from mask to mask. Not thread-safe.
 */
public final class Rasteriser {

  /** Steps per picture pixel in which the profile is tabulated. */
  private static final int TABLE_STEPS = 32;

  private Grid grid;
  private int maskWidth;
  private int maskHeight;
  private double rectangleTop;
  private double rectangleBottom;
  private double stepY;
  private int[] firstColumn = new int[0];
  private float[] columnFraction = new float[0];
  private float[] line = new float[0];
  private float[] weights = new float[0];
  private boolean weighted;
  private byte[] soft = new byte[0];
  private byte[] table = new byte[0];
  private EdgeProfile tabulated;
  private float band;

  /** Prepares for masks of one size and place on one grid. */
  public void place(Grid newGrid, int newMaskWidth, int newMaskHeight, MaskGeometry geometry) {
    grid = newGrid;
    maskWidth = newMaskWidth;
    maskHeight = newMaskHeight;
    Area area = grid.area();
    rectangleTop = area.top(geometry);
    rectangleBottom = rectangleTop + geometry.height() * area.height();
    stepY = geometry.height() * area.height() / maskHeight;
    line = new float[maskWidth + 1];
    weights = new float[maskWidth + 1];
    soft = new byte[grid.right()];
    placeColumns(area.left(geometry), geometry.width() * area.width());
  }

  /** For each mask column the first sample between its centre and the next one's. */
  private void placeColumns(double rectangleLeft, double rectangleWidth) {
    firstColumn = new int[maskWidth + 1];
    columnFraction = new float[grid.right()];
    int end = grid.left();
    Arrays.fill(firstColumn, -1);
    for (int column = grid.left(); column < grid.right(); column++) {
      double x = grid.centreX(column) - rectangleLeft;
      if (x < 0 || x >= rectangleWidth) {
        continue;
      }
      double position = Math.max(0, x * maskWidth / rectangleWidth - 0.5);
      int cell = Math.min(maskWidth - 1, (int) position);
      columnFraction[column] = (float) Math.min(1, position - cell);
      if (firstColumn[cell] < 0) {
        firstColumn[cell] = column;
      }
      end = column + 1;
    }
    firstColumn[maskWidth] = end;
    for (int cell = maskWidth - 1; cell >= 0; cell--) {
      if (firstColumn[cell] < 0) {
        firstColumn[cell] = firstColumn[cell + 1];
      }
    }
  }

  /**
   * Draws a class onto the grid.
   *
   * @param field the class's distances, exact within the profile's band at least
   * @param profile opacity by distance
   * @param confidence of each mask pixel, unsigned, by which its opacity is weighted; null does not
   * @param out is cleared and written
   */
  public void draw(DistanceField field, EdgeProfile profile, byte[] confidence, Spans out) {
    tabulate(profile);
    weighted = confidence != null;
    int fill = Spans.widen(table[table.length - 1]);
    out.clear(grid.top());
    for (int row = grid.top(); row < grid.bottom(); row++) {
      out.addRow();
      double y = grid.centreY(row) - rectangleTop;
      if (y < 0 || rectangleTop + y >= rectangleBottom) {
        continue;
      }
      double position = Math.max(0, y / stepY - 0.5);
      int maskRow = Math.min(maskHeight - 1, (int) position);
      if (maskRow >= field.top() && maskRow < field.bottom()) {
        float fraction = (float) Math.min(1, position - maskRow);
        field.line(maskRow, fraction, line);
        if (weighted) {
          weightLine(confidence, maskRow, fraction);
        }
        drawLine(field.left(), field.right(), fill, out);
      }
    }
  }

  private void drawLine(int left, int right, int fill, Spans out) {
    int cell = left;
    while (cell < right) {
      int start = cell;
      if (isSolid(cell)) {
        while (cell < right && isSolid(cell)) {
          cell++;
        }
        out.addSolid(firstColumn[start], firstColumn[cell] - firstColumn[start], fill);
      } else if (isEmpty(cell)) {
        cell++;
      } else {
        while (cell < right && !isSolid(cell) && !isEmpty(cell)) {
          softCell(cell++);
        }
        addSamples(firstColumn[start], firstColumn[cell], out);
      }
    }
  }

  private boolean isSolid(int cell) {
    return !weighted && line[cell] >= band && line[cell + 1] >= band;
  }

  private boolean isEmpty(int cell) {
    return line[cell] <= -band && line[cell + 1] <= -band;
  }

  /** Interpolates confidences between two rows of the mask. */
  private void weightLine(byte[] confidence, int row, float fraction) {
    int upper = row * maskWidth;
    int lower = Math.min(row + 1, maskHeight - 1) * maskWidth;
    for (int column = 0; column < maskWidth; column++) {
      float start = confidence[upper + column] & 255;
      weights[column] = start + ((confidence[lower + column] & 255) - start) * fraction;
    }
    weights[maskWidth] = weights[maskWidth - 1];
  }

  private void softCell(int cell) {
    float start = line[cell];
    float slope = line[cell + 1] - start;
    float weight = weighted ? weights[cell] : 255;
    float weightSlope = weighted ? weights[cell + 1] - weight : 0;
    for (int column = firstColumn[cell]; column < firstColumn[cell + 1]; column++) {
      float fraction = columnFraction[column];
      int opacity = lookUp(start + slope * fraction);
      soft[column] =
          (byte)
              (weighted ? Math.round(opacity * (weight + weightSlope * fraction) / 255) : opacity);
    }
  }

  /** Adds samples computed one by one; those that are as opaque as the inside become solid. */
  private void addSamples(int start, int end, Spans out) {
    byte inside = table[table.length - 1];
    int column = start;
    while (column < end) {
      int from = column;
      byte opacity = soft[from];
      if (opacity == 0 || opacity == inside) {
        while (column < end && soft[column] == opacity) {
          column++;
        }
        out.addSolid(from, column - from, Spans.widen(opacity));
      } else {
        while (column < end && soft[column] != 0 && soft[column] != inside) {
          column++;
        }
        out.addSoft(from, column - from, soft, from);
      }
    }
  }

  private void tabulate(EdgeProfile profile) {
    if (profile.equals(tabulated)) {
      return;
    }
    tabulated = profile;
    band = (float) profile.band();
    int half = (int) Math.ceil(band * TABLE_STEPS);
    table = new byte[2 * half + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) Math.round(255 * profile.opacity((i - half) / (double) TABLE_STEPS));
    }
  }

  /** Opacity at a distance, 0 to 255. */
  private int lookUp(float distance) {
    // Rounds to the nearest, as the cast cuts off: what is below zero is clamped anyway.
    int index = (int) (distance * TABLE_STEPS + (table.length >> 1) + 0.5f);
    return table[Math.max(0, Math.min(table.length - 1, index))] & 255;
  }
}
