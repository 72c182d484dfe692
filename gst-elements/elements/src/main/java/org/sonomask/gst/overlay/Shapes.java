// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.List;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ClassMasks;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.DistanceField;
import org.sonomask.gst.paint.EdgeProfile;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Rasteriser;
import org.sonomask.gst.paint.Spans;

/** Draws the classes of a mask into layers. Not thread-safe. */
final class Shapes {

  private final Area area;
  private final Layers layers;
  private final List<Grid> grids;
  private final List<Rasteriser> rasterisers;
  private final DistanceField field = new DistanceField();
  private final Spans lit = new Spans();

  /**
   * @param area the part of the frame that is shown
   */
  Shapes(Area area, Layers layers) {
    this.area = area;
    this.layers = layers;
    this.grids = layers.grids();
    this.rasterisers = grids.stream().map(grid -> new Rasteriser()).toList();
  }

  /** Adds layers for the classes of a mask. */
  void draw(List<ClassMask> classes, LabelMask mask, OverlaySettings settings) {
    for (int i = 0; i < grids.size(); i++) {
      rasterisers.get(i).place(grids.get(i), mask.width(), mask.height(), mask.geometry());
    }
    boolean spotlight = settings.theme() == Theme.SPOTLIGHT;
    if (spotlight && settings.opacity() > 0) {
      darken(classes, mask, settings.opacity());
    }
    double fill = spotlight ? 0 : settings.opacity();
    byte[] confidence = settings.weighConfidence() ? mask.confidence() : null;
    for (ClassMask shape : classes) {
      Colour colour = settings.palette().colour(shape.label(), mask.name(shape.label()));
      Layer layer = layers.add(colour);
      measure(shape, mask.geometry(), fill, settings.outlineWidth());
      for (int i = 0; i < grids.size(); i++) {
        EdgeProfile profile = profile(grids.get(i), fill, settings.outlineWidth());
        rasterisers.get(i).draw(field, profile, confidence, layer.spans(i));
      }
    }
  }

  /** Covers all that none of the classes is at with black. */
  private void darken(List<ClassMask> classes, LabelMask mask, double opacity) {
    Layer layer = layers.add(Colour.BLACK);
    List<ClassMask> union = ClassMasks.union(classes);
    for (int i = 0; i < grids.size(); i++) {
      lit.clear(grids.get(i).top());
      if (!union.isEmpty()) {
        measure(union.get(0), mask.geometry(), 1, 0);
        rasterisers.get(i).draw(field, profile(grids.get(i), 1, 0), null, lit);
      }
      layer.spans(i).complement(lit, grids.get(i));
      layer.spans(i).fade((int) Math.round(opacity * Spans.OPAQUE));
    }
  }

  private void measure(ClassMask shape, MaskGeometry geometry, double fill, double outline) {
    double stepX = geometry.width() * area.width() / shape.width();
    double stepY = geometry.height() * area.height() / shape.height();
    double band =
        grids.stream().mapToDouble(g -> profile(g, fill, outline).band()).max().orElseThrow();
    field.measure(shape, stepX, stepY, band);
  }

  private static EdgeProfile profile(Grid grid, double fill, double outline) {
    return new EdgeProfile(fill, outline, (grid.subX() + grid.subY()) / 2.0);
  }
}
