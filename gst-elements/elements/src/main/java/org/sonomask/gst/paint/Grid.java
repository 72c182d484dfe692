// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * The samples of a raster that show an area of the picture: columns {@link #left()} to {@link
 * #right()} and rows {@link #top()} to {@link #bottom()}, the latter exclusive. A sample at the
 * edge of an area with an odd size or offset shows only the pixels inside the area.
 *
 * @param area the part of the frame that is shown
 * @param subX picture pixels that one sample spans across
 * @param subY picture pixels that one sample spans down
 */
public record Grid(Area area, int subX, int subY) {

  public int left() {
    return area.x() / subX;
  }

  public int right() {
    return (area.x() + area.width() + subX - 1) / subX;
  }

  public int top() {
    return area.y() / subY;
  }

  public int bottom() {
    return (area.y() + area.height() + subY - 1) / subY;
  }

  /** Centre of a column, in picture pixels from the frame's left edge. */
  public double centreX(int column) {
    return centre(column, subX, area.x(), area.x() + area.width());
  }

  /** Centre of a row, in picture pixels from the frame's top edge. */
  public double centreY(int row) {
    return centre(row, subY, area.y(), area.y() + area.height());
  }

  private static double centre(int index, int span, int start, int end) {
    return (Math.max(index * span, start) + Math.min((index + 1) * span, end)) / 2.0;
  }
}
