// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Spans;

/**
 * What is painted into pictures of one kind, one colour over the other. The memory is kept from
 * mask to mask; painting allocates nothing. Not thread-safe.
 */
final class Layers {

  private final List<Raster> rasters;
  private final ColourSpace space;
  private final List<Grid> grids;
  private final int[] gridOf;
  private final List<Layer> layers = new ArrayList<>();
  private int used;

  /**
   * @param rasters of the pictures
   * @param area the part of the frame that is shown
   */
  Layers(List<Raster> rasters, ColourSpace space, Area area) {
    this.rasters = rasters;
    this.space = space;
    this.grids = rasters.stream().map(r -> grid(area, r)).distinct().toList();
    this.gridOf = rasters.stream().mapToInt(r -> grids.indexOf(grid(area, r))).toArray();
  }

  private static Grid grid(Area area, Raster raster) {
    return new Grid(area, raster.subX(), raster.subY());
  }

  /** The samples of the pictures, each grid once. */
  List<Grid> grids() {
    return grids;
  }

  /** Takes all layers away. */
  void clear() {
    used = 0;
  }

  /** Another layer on top, whose spans are to be drawn. */
  Layer add(Colour colour) {
    if (used == layers.size()) {
      layers.add(new Layer(grids.size()));
    }
    Layer layer = layers.get(used++);
    layer.colour(colour, rasters, space);
    return layer;
  }

  /** Whether nothing is painted. */
  boolean isEmpty() {
    return layers.stream().limit(used).allMatch(Layer::isEmpty);
  }

  /** The box around all samples that are painted in the first grid; null if there are none. */
  Area bounds() {
    int left = Integer.MAX_VALUE;
    int right = 0;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    for (int i = 0; i < used; i++) {
      Spans spans = layers.get(i).spans(0);
      if (!spans.isEmpty()) {
        Area box = spans.bounds();
        left = Math.min(left, box.x());
        right = Math.max(right, box.x() + box.width());
        top = Math.min(top, box.y());
        bottom = Math.max(bottom, box.y() + box.height());
      }
    }
    return right > left ? new Area(left, top, right - left, bottom - top) : null;
  }

  /** Paints all layers. */
  void paint(Picture picture) {
    paint(picture, 0, 0);
  }

  /** Paints all layers into a picture that lacks the first columns and rows. */
  void paint(Picture picture, int left, int top) {
    for (int i = 0; i < used; i++) {
      Layer layer = layers.get(i);
      for (int r = 0; r < rasters.size(); r++) {
        Brush brush = layer.brush(r);
        int plane = rasters.get(r).plane();
        Spans spans = layer.spans(gridOf[r]);
        brush.paint(picture.plane(plane), picture.stride(plane), spans, left, top);
      }
    }
  }
}
