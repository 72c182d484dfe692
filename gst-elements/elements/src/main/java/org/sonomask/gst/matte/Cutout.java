// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ClassMasks;
import org.sonomask.gst.paint.DistanceField;
import org.sonomask.gst.paint.EdgeProfile;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Rasteriser;
import org.sonomask.gst.paint.Spans;

/**
 * Which samples of a picture are hidden: worked out once per mask, read once per frame. Not
 * thread-safe.
 */
final class Cutout {

  /** Narrowest edge: one sample, smoothed. */
  private static final double SHARP = 1;

  private final Area area;
  private final List<Grid> grids;
  private final int[] gridOf;
  private final List<Rasteriser> rasterisers;
  private final List<Spans> hidden;
  private final Spans sounding = new Spans();
  private final DistanceField field = new DistanceField();
  private boolean empty = true;

  /**
   * Prepares for pictures of one kind.
   *
   * @param area the part of the frame that is shown
   * @param rasters that effects change
   */
  Cutout(Area area, List<Raster> rasters) {
    this.area = area;
    grids = rasters.stream().map(this::grid).distinct().toList();
    gridOf = rasters.stream().mapToInt(raster -> grids.indexOf(grid(raster))).toArray();
    rasterisers = grids.stream().map(grid -> new Rasteriser()).toList();
    hidden = grids.stream().map(grid -> new Spans()).toList();
  }

  private Grid grid(Raster raster) {
    return new Grid(area, raster.subX(), raster.subY());
  }

  /** The samples of a raster that are shown at all. */
  Grid gridOf(int raster) {
    return grids.get(gridOf[raster]);
  }

  /**
   * Takes another mask or other settings.
   *
   * @param mask null if there is none
   */
  void compose(LabelMask mask, MatteSettings settings) {
    List<ClassMask> union = mask == null ? List.of() : union(mask, settings);
    if (union.isEmpty()) {
      hideAll(mask == null ? settings.hidesWithout() : !settings.invert());
    } else {
      draw(union.get(0), mask.geometry(), settings);
    }
    empty = hidden.stream().allMatch(Spans::isEmpty);
  }

  private void hideAll(boolean hide) {
    sounding.clear(0);
    for (int i = 0; i < grids.size(); i++) {
      if (hide) {
        hidden.get(i).complement(sounding, grids.get(i));
      } else {
        hidden.get(i).clear(grids.get(i).top());
      }
    }
  }

  private void draw(ClassMask shape, MaskGeometry geometry, MatteSettings settings) {
    double stepX = geometry.width() * area.width() / shape.width();
    double stepY = geometry.height() * area.height() / shape.height();
    double widest = grids.stream().mapToDouble(g -> edge(g, settings).band()).max().orElse(0);
    field.measure(shape, stepX, stepY, widest);
    for (int i = 0; i < grids.size(); i++) {
      Grid grid = grids.get(i);
      Spans drawn = settings.invert() ? hidden.get(i) : sounding;
      rasterisers.get(i).place(grid, shape.width(), shape.height(), geometry);
      rasterisers.get(i).draw(field, edge(grid, settings), null, drawn);
      if (!settings.invert()) {
        hidden.get(i).complement(sounding, grid);
      }
    }
  }

  private static EdgeProfile edge(Grid grid, MatteSettings settings) {
    double sample = Math.max(SHARP, (grid.subX() + grid.subY()) / 2.0);
    return new EdgeProfile(1, 0, Math.max(sample, settings.feather()));
  }

  /** The selected classes as one; empty if none is there. */
  private static List<ClassMask> union(LabelMask mask, MatteSettings settings) {
    return ClassMasks.union(
        ClassMasks.of(mask.labels(), mask.width(), mask.height()).stream()
            .filter(shape -> settings.selection().selects(mask.name(shape.label())))
            .toList());
  }

  /** The hidden samples of a raster. */
  Spans hidden(int raster) {
    return hidden.get(gridOf[raster]);
  }

  /** Lessens by how much samples are hidden to a part of 256. */
  void fade(int part) {
    hidden.forEach(spans -> spans.fade(part));
  }

  /** Whether nothing is hidden. */
  boolean isEmpty() {
    return empty;
  }
}
