// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws a learning curve without fonts, which a bare machine may lack: one panel a column from top
 * to bottom in the order of {@link #PANELS}, each from its least value to its greatest, with a grid
 * line at every quarter.
 */
final class CurvePicture {
  /** Columns of the curve, a panel each: total, class, mask, dice, L_ada, heard, seen, M_J. */
  private static final int[][] PANELS = {{3}, {4}, {5}, {6}, {7}, {8}, {9}, {11, 12}};

  private static final Color[] COLOURS = {new Color(0x1f5fa8), new Color(0xc8501e)};
  private static final int WIDTH = 1000;
  private static final int PANEL = 160;
  private static final int MARGIN = 10;

  private final List<double[]> rows;

  CurvePicture(List<double[]> rows) {
    this.rows = rows;
  }

  void write(Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(WIDTH, PANEL * PANELS.length, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int panel = 0; panel < PANELS.length; panel++) {
      drawPanel(graphics, PANELS[panel], panel * PANEL + MARGIN);
    }
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private void drawPanel(Graphics2D graphics, int[] columns, int top) {
    int height = PANEL - 2 * MARGIN;
    graphics.setColor(new Color(0xdddddd));
    for (int quarter = 0; quarter <= 4; quarter++) {
      int y = top + height * quarter / 4;
      graphics.drawLine(MARGIN, y, WIDTH - MARGIN, y);
    }
    double[] range = range(columns);
    graphics.setStroke(new BasicStroke(1.5f));
    for (int i = 0; i < columns.length; i++) {
      graphics.setColor(COLOURS[i]);
      graphics.draw(line(columns[i], range, top, height));
    }
  }

  private double[] range(int[] columns) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      for (int column : columns) {
        if (!Double.isNaN(row[column])) {
          least = Math.min(least, row[column]);
          greatest = Math.max(greatest, row[column]);
        }
      }
    }
    return new double[] {least, greatest > least ? greatest : least + 1};
  }

  private Path2D line(int column, double[] range, int top, int height) {
    Path2D line = new Path2D.Double();
    double last = rows.isEmpty() ? 1 : Math.max(1, rows.get(rows.size() - 1)[0]);
    for (double[] row : rows) {
      if (Double.isNaN(row[column])) {
        continue;
      }
      double x = MARGIN + (WIDTH - 2 * MARGIN) * row[0] / last;
      double y = top + height * (range[1] - row[column]) / (range[1] - range[0]);
      if (line.getCurrentPoint() == null) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    return line;
  }
}
