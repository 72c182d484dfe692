// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ClassMasks;
import org.sonomask.gst.paint.DistanceField;
import org.sonomask.gst.paint.EdgeProfile;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Rasteriser;
import org.sonomask.gst.paint.Spans;

/**
 * One mask made ready as the alpha of one kind of picture: {@link #compose} works once per mask,
 * {@link #write} once per frame and allocates nothing. Not thread-safe.
 */
final class Matte {

  /** Narrowest edge: one sample, smoothed. */
  private static final double SHARP = 1;

  private final Raster alpha;
  private final Area area;
  private final Grid grid;
  private final Rasteriser rasteriser = new Rasteriser();
  private final DistanceField field = new DistanceField();
  private final Spans everything = new Spans();
  private final Spans sounding = new Spans();
  private final Brush clear;
  private final Brush opaque;
  private boolean inverted;

  /**
   * Prepares for pictures of one kind.
   *
   * @param alpha where their alpha lies
   * @param area the part of the frame that is shown
   */
  Matte(Raster alpha, Area area) {
    this.alpha = alpha;
    this.area = area;
    grid = new Grid(area, alpha.subX(), alpha.subY());
    clear = Brush.constant(alpha, 0);
    opaque = Brush.constant(alpha, 255);
    everything.clear(grid.top());
    for (int row = grid.top(); row < grid.bottom(); row++) {
      everything.addRow();
      everything.addSolid(grid.left(), grid.right() - grid.left(), 256);
    }
  }

  /** Takes a state in which nothing sounds. */
  void composeSilence(boolean transparent) {
    inverted = !transparent;
    sounding.clear(grid.top());
  }

  /** Takes another mask or other settings. */
  void compose(LabelMask mask, MatteSettings settings) {
    composeSilence(!settings.invert());
    List<ClassMask> union = ClassMasks.of(union(mask, settings), mask.width(), mask.height());
    if (union.isEmpty()) {
      return;
    }
    double stepX = mask.geometry().width() * area.width() / mask.width();
    double stepY = mask.geometry().height() * area.height() / mask.height();
    EdgeProfile profile = new EdgeProfile(1, 0, Math.max(SHARP, settings.feather()));
    field.measure(union.get(0), stepX, stepY, profile.band());
    rasteriser.place(grid, mask.width(), mask.height(), mask.geometry());
    rasteriser.draw(field, profile, null, sounding);
  }

  /** The selected classes as one. */
  private static byte[] union(LabelMask mask, MatteSettings settings) {
    byte[] selected = new byte[256];
    for (int label = 1; label < selected.length; label++) {
      selected[label] = (byte) (settings.selects(mask.name(label)) ? 1 : 0);
    }
    byte[] union = new byte[mask.labels().length];
    for (int i = 0; i < union.length; i++) {
      union[i] = selected[mask.labels()[i] & 255];
    }
    return union;
  }

  /** Replaces the alpha of a picture of this matte's kind. */
  void write(Picture picture) {
    Plane plane = picture.plane(alpha.plane());
    int stride = picture.stride(alpha.plane());
    (inverted ? opaque : clear).paint(plane, stride, everything);
    (inverted ? clear : opaque).paint(plane, stride, sounding);
  }
}
