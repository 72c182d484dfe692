// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Draws a learning curve: one panel from top to bottom for each of {@link #PANELS} that was
 * measured, from its least value to its greatest, with a grid line at every quarter. A machine
 * without fonts, as one lent for training may be, leaves names and numbers out.
 */
final class CurvePicture {
  /** What a panel shows: columns of the curve, a line each. */
  private record Panel(String name, int... columns) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("loss, all of it", 3),
          new Panel("class", 4),
          new Panel("mask", 5),
          new Panel("dice", 6),
          new Panel("inter-frame consistency (L_ada)", 7),
          new Panel("classes heard", 8),
          new Panel("classes seen", 9),
          new Panel("M_J on validation scenes, one source (blue) and several", 11, 12));

  private static final Color[] COLOURS = {new Color(0x1f5fa8), new Color(0xc8501e)};
  private static final Color GRID = new Color(0xdddddd);
  private static final Color INK = new Color(0x333333);
  private static final int WIDTH = 1000;
  private static final int PANEL = 160;
  private static final int ABOVE = 24;
  private static final int LEFT = 90;
  private static final int RIGHT = 20;
  private static final int BELOW = 30;
  private static final int TEXT = 13;

  private final List<double[]> rows;

  CurvePicture(List<double[]> rows) {
    this.rows = rows;
  }

  void write(Path file) throws IOException {
    List<Panel> panels = PANELS.stream().filter(this::measured).toList();
    BufferedImage image =
        new BufferedImage(WIDTH, PANEL * panels.size() + BELOW, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < panels.size(); i++) {
      drawPanel(graphics, panels.get(i), i * PANEL + ABOVE);
    }
    if (hasFonts(graphics)) {
      for (int i = 0; i < panels.size(); i++) {
        name(graphics, panels.get(i), i * PANEL + ABOVE);
      }
      String last = String.format(Locale.ROOT, "iteration %.0f", lastIteration());
      int length = graphics.getFontMetrics().stringWidth(last);
      graphics.drawString(last, WIDTH - RIGHT - length, image.getHeight() - BELOW / 3);
    }
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private boolean measured(Panel panel) {
    double[] range = range(panel);
    return range[0] <= range[1];
  }

  private void drawPanel(Graphics2D graphics, Panel panel, int top) {
    int height = PANEL - ABOVE;
    graphics.setColor(GRID);
    graphics.setStroke(new BasicStroke(1));
    for (int quarter = 0; quarter <= 4; quarter++) {
      int y = top + height * quarter / 4;
      graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
    }
    double[] range = range(panel);
    graphics.setStroke(new BasicStroke(1.5f));
    for (int i = 0; i < panel.columns().length; i++) {
      graphics.setColor(COLOURS[i]);
      graphics.draw(line(panel.columns()[i], range, top, height));
    }
  }

  private void name(Graphics2D graphics, Panel panel, int top) {
    double[] range = range(panel);
    graphics.setColor(INK);
    graphics.drawString(panel.name(), LEFT, top - TEXT / 2);
    graphics.drawString(String.format(Locale.ROOT, "%.4g", range[1]), TEXT, top + TEXT / 2);
    graphics.drawString(String.format(Locale.ROOT, "%.4g", range[0]), TEXT, top + PANEL - ABOVE);
  }

  /** Without any font or without fontconfig, AWT fails at the first text, each Java its own way. */
  private static boolean hasFonts(Graphics2D graphics) {
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
      return graphics.getFontMetrics().stringWidth("0") > 0;
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      return false;
    }
  }

  /** The least and the greatest value; the least is the greater one if there is none. */
  private double[] range(Panel panel) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      for (int column : panel.columns()) {
        if (!Double.isNaN(row[column])) {
          least = Math.min(least, row[column]);
          greatest = Math.max(greatest, row[column]);
        }
      }
    }
    return new double[] {least, greatest};
  }

  private double lastIteration() {
    return rows.isEmpty() ? 1 : Math.max(1, rows.get(rows.size() - 1)[0]);
  }

  private Path2D line(int column, double[] range, int top, int height) {
    Path2D line = new Path2D.Double();
    double extent = range[1] > range[0] ? range[1] - range[0] : 1;
    for (double[] row : rows) {
      if (Double.isNaN(row[column])) {
        continue;
      }
      double x = LEFT + (WIDTH - LEFT - RIGHT) * row[0] / lastIteration();
      double y = top + height * (range[1] - row[column]) / extent;
      if (line.getCurrentPoint() == null) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    return line;
  }
}
