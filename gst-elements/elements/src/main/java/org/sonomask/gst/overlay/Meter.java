// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Spans;

/**
 * A level meter: a column of segments on a dark ground, of which the lower ones are lit. Painting
 * allocates nothing. Not thread-safe.
 */
final class Meter {

  static final int SEGMENTS = 20;

  /** Up to this level nothing is lit; at 0 dB all is. */
  private static final double LEAST_DECIBELS = -60;

  private static final double AMBER_DECIBELS = -18;
  private static final double RED_DECIBELS = -6;
  private static final Colour GREEN = new Colour(40, 200, 80);
  private static final Colour AMBER = new Colour(240, 180, 40);
  private static final Colour RED = new Colour(230, 50, 40);
  private static final Colour GROUND = new Colour(16, 16, 16);
  private static final int GROUND_OPACITY = 160;

  private final Layers ground;
  private final List<Layers> segments = new ArrayList<>();

  /**
   * @param area the part of the frame that is shown
   * @param place of the meter within it
   */
  Meter(List<Raster> rasters, ColourSpace space, Area area, Area place) {
    ground = new Layers(rasters, space, area);
    if (!fits(place)) {
      return;
    }
    cover(ground, place, GROUND, GROUND_OPACITY);
    int height = place.height() / SEGMENTS;
    int gap = Math.max(1, height / 4);
    for (int i = 0; i < SEGMENTS; i++) {
      int bottom = place.y() + place.height() - i * height;
      Area segment =
          new Area(
              place.x() + gap,
              bottom - height + gap,
              Math.max(1, place.width() - 2 * gap),
              Math.max(1, height - gap));
      Layers layers = new Layers(rasters, space, area);
      cover(layers, segment, colour(i), Spans.OPAQUE);
      segments.add(layers);
    }
  }

  /** Whether there is room for it. */
  boolean fits() {
    return !segments.isEmpty();
  }

  private static boolean fits(Area place) {
    return place.height() >= 2 * SEGMENTS && place.width() >= 4;
  }

  /** Where it stands: at the right edge, in the lower half. */
  static Area place(Area area) {
    int height = Math.max(SEGMENTS, area.height() * 2 / 5 / SEGMENTS * SEGMENTS);
    int width = Math.max(4, area.height() / 40 * 2);
    int margin = area.height() / 30;
    int x = Math.max(0, area.width() - width - margin);
    int y = Math.max(0, area.height() - height - margin);
    return new Area(
        area.x() + x,
        area.y() + y,
        Math.min(width, area.width() - x),
        Math.min(height, area.height() - y));
  }

  /** How many segments a level lights. */
  static int lit(double decibels) {
    double share = (decibels - LEAST_DECIBELS) / -LEAST_DECIBELS;
    return (int) Math.ceil(SEGMENTS * Math.max(0, Math.min(1, share)));
  }

  private static Colour colour(int segment) {
    double top = LEAST_DECIBELS - (segment + 1) * LEAST_DECIBELS / SEGMENTS;
    return top > RED_DECIBELS ? RED : top > AMBER_DECIBELS ? AMBER : GREEN;
  }

  private static void cover(Layers layers, Area box, Colour colour, int opacity) {
    Layer layer = layers.add(colour);
    List<Grid> grids = layers.grids();
    for (int i = 0; i < grids.size(); i++) {
      Grid grid = new Grid(box, grids.get(i).subX(), grids.get(i).subY());
      Spans spans = layer.spans(i);
      spans.clear(grid.top());
      for (int row = grid.top(); row < grid.bottom(); row++) {
        spans.addRow();
        spans.addSolid(grid.left(), grid.right() - grid.left(), opacity);
      }
    }
  }

  /** Paints the meter with so many segments lit. */
  void paint(Picture picture, int lit) {
    ground.paint(picture);
    for (int i = 0; i < Math.min(lit, segments.size()); i++) {
      segments.get(i).paint(picture);
    }
  }
}
