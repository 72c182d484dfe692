// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ClassMasks;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.DistanceField;
import org.sonomask.gst.paint.EdgeProfile;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.LargestPiece;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.PictureFormat;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Rasteriser;

/**
 * One mask made ready for one kind of picture: {@link #compose} works once per mask, {@link #paint}
 * once per frame, allocates nothing and touches only what is painted.
 *
 * <p>Not thread-safe.
 */
final class Painting {

  /** Letters are this part of the picture's height. */
  private static final int LINES_PER_PICTURE = 45;

  private static final int SMALLEST_LETTERS = 10;

  private final List<Raster> rasters;
  private final ColourSpace space;
  private final Area area;
  private final List<Grid> grids;
  private final int[] gridOf;
  private final List<Rasteriser> rasterisers;
  private final DistanceField field = new DistanceField();
  private final LargestPiece largest = new LargestPiece();
  private final Lettering lettering;
  private final List<Layer> layers = new ArrayList<>();
  private int painted;
  private boolean empty = true;

  /**
   * Prepares for pictures of one kind.
   *
   * @param area the part of the frame that is shown
   */
  Painting(PictureFormat format, ColourSpace space, Area area, Lettering lettering) {
    this.rasters = format.rasters();
    this.space = space;
    this.area = area;
    this.lettering = lettering;
    this.grids = rasters.stream().map(r -> grid(area, r)).distinct().toList();
    this.gridOf = rasters.stream().mapToInt(r -> grids.indexOf(grid(area, r))).toArray();
    this.rasterisers = grids.stream().map(g -> new Rasteriser()).toList();
  }

  Area area() {
    return area;
  }

  private static Grid grid(Area area, Raster raster) {
    return new Grid(area, raster.subX(), raster.subY());
  }

  /** Takes another mask or other settings. */
  void compose(LabelMask mask, OverlaySettings settings) {
    clear();
    for (int i = 0; i < grids.size(); i++) {
      rasterisers.get(i).place(grids.get(i), mask.width(), mask.height(), mask.geometry());
    }
    List<ClassMask> classes =
        ClassMasks.of(mask.labels(), mask.width(), mask.height()).stream()
            .filter(c -> settings.selection().selects(mask.name(c.label())))
            .toList();
    for (ClassMask each : classes) {
      addShape(each, mask, settings);
    }
    if (settings.labels()) {
      for (ClassMask each : classes) {
        addCaption(each, mask, settings);
      }
    }
    empty = layers.stream().limit(painted).allMatch(Layer::isEmpty);
  }

  /** Takes no mask: nothing is painted. */
  void clear() {
    painted = 0;
    empty = true;
  }

  private void addShape(ClassMask shape, LabelMask mask, OverlaySettings settings) {
    double stepX = mask.geometry().width() * area.width() / mask.width();
    double stepY = mask.geometry().height() * area.height() / mask.height();
    Layer layer = nextLayer(settings.palette().colour(shape.label(), mask.name(shape.label())));
    double band = grids.stream().mapToDouble(g -> profile(g, settings).band()).max().orElseThrow();
    field.measure(shape, stepX, stepY, band);
    byte[] confidence = settings.weighConfidence() ? mask.confidence() : null;
    for (int i = 0; i < grids.size(); i++) {
      EdgeProfile profile = profile(grids.get(i), settings);
      rasterisers.get(i).draw(field, profile, confidence, layer.spans(i));
    }
  }

  private static EdgeProfile profile(Grid grid, OverlaySettings settings) {
    double sample = (grid.subX() + grid.subY()) / 2.0;
    return new EdgeProfile(settings.opacity(), settings.outlineWidth(), sample);
  }

  private void addCaption(ClassMask shape, LabelMask mask, OverlaySettings settings) {
    String name = mask.name(shape.label());
    int size = Math.max(SMALLEST_LETTERS, area.height() / LINES_PER_PICTURE);
    Optional<Caption> caption = lettering.caption(name, size);
    if (caption.isEmpty()) {
      return;
    }
    LargestPiece.Pixel top = largest.top(shape);
    double x = (top.column() + 0.5) / mask.width() * mask.geometry().width() * area.width();
    double y = (double) top.row() / mask.height() * mask.geometry().height() * area.height();
    Area place =
        caption.get().near(area.left(mask.geometry()) + x, area.top(mask.geometry()) + y, area);
    if (place == null) {
      return;
    }
    Colour colour = settings.palette().colour(shape.label(), name);
    Layer box = nextLayer(colour);
    Layer letters = nextLayer(colour.contrast());
    for (int i = 0; i < grids.size(); i++) {
      caption.get().drawBox(place, grids.get(i), box.spans(i));
      caption.get().drawLetters(place, grids.get(i), letters.spans(i));
    }
  }

  private Layer nextLayer(Colour colour) {
    if (painted == layers.size()) {
      layers.add(new Layer(grids.size()));
    }
    Layer layer = layers.get(painted++);
    layer.colour(colour, rasters, space);
    return layer;
  }

  /** Whether the mask leaves the picture as it is. */
  boolean isEmpty() {
    return empty;
  }

  /** Paints the mask into a picture of this painting's kind. */
  void paint(Picture picture) {
    for (int i = 0; i < painted; i++) {
      Layer layer = layers.get(i);
      for (int r = 0; r < rasters.size(); r++) {
        Raster raster = rasters.get(r);
        int grid = gridOf[r];
        Brush brush = layer.brush(r);
        brush.paint(
            picture.plane(raster.plane()), picture.stride(raster.plane()), layer.spans(grid));
      }
    }
  }
}
