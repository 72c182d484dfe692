// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.Spans;

/**
 * A word as a picture: the opacity of its letters within a box. Sides are even, so that boxes at
 * even places cover whole chroma samples.
 *
 * @param width of the box in picture pixels
 * @param height of the box in picture pixels
 * @param letters opacity of each pixel, 0 to 255, row-major
 */
record Caption(int width, int height, byte[] letters) {

  /** Opacity of the box, 0 to 256. */
  private static final int BOX_OPACITY = 192;

  /** A place for the box: on top of a point if there is room, below it otherwise; null if none. */
  Area near(double x, double y, Area picture) {
    int lastX = picture.x() + picture.width() - width;
    int lastY = picture.y() + picture.height() - height;
    if (lastX < picture.x() || lastY < picture.y()) {
      return null;
    }
    long above = Math.round(y) - height;
    return new Area(
        even(Math.round(x) - width / 2, picture.x(), lastX),
        even(above < picture.y() ? Math.round(y) : above, picture.y(), lastY),
        width,
        height);
  }

  private static int even(long value, int least, int most) {
    return (int) Math.max(least, Math.min(most, value)) & ~1;
  }

  /** Draws the box. */
  void drawBox(Area place, Grid grid, Spans out) {
    Grid box = new Grid(place, grid.subX(), grid.subY());
    out.clear(box.top());
    for (int row = box.top(); row < box.bottom(); row++) {
      out.addRow();
      out.addSolid(box.left(), box.right() - box.left(), BOX_OPACITY);
    }
  }

  /** Draws the letters; a sample gets the mean opacity of the pixels it spans. */
  void drawLetters(Area place, Grid grid, Spans out) {
    Grid box = new Grid(place, grid.subX(), grid.subY());
    byte[] line = new byte[box.right() - box.left()];
    out.clear(box.top());
    for (int row = 0; row < box.bottom() - box.top(); row++) {
      for (int column = 0; column < line.length; column++) {
        line[column] = mean(column * grid.subX(), row * grid.subY(), grid.subX(), grid.subY());
      }
      out.addRow();
      out.addSoft(box.left(), line.length, line, 0);
    }
  }

  private byte mean(int x, int y, int across, int down) {
    int sum = 0;
    for (int row = y; row < y + down; row++) {
      for (int column = x; column < x + across; column++) {
        sum += letters[row * width + column] & 255;
      }
    }
    return (byte) (sum / (across * down));
  }
}
