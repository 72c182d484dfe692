// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.Grid;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.LargestPiece;

/** Names the classes of a mask: finds places, and draws there. Not thread-safe. */
final class Captions {

  /** Letters are this part of the picture's height. */
  private static final int LINES_PER_PICTURE = 45;

  private static final int SMALLEST_LETTERS = 10;

  private final Area area;
  private final Lettering lettering;
  private final LargestPiece largest = new LargestPiece();

  /**
   * A name at its place.
   *
   * @param place of the box on the frame
   */
  record Placed(Caption caption, Area place, Colour box) {

    /** Adds two layers, the box and its letters, as they lie at a place. */
    void draw(Layers layers, Area at) {
      Layer behind = layers.add(box);
      Layer letters = layers.add(box.contrast());
      List<Grid> grids = layers.grids();
      for (int i = 0; i < grids.size(); i++) {
        caption.drawBox(at, grids.get(i), behind.spans(i));
        caption.drawLetters(at, grids.get(i), letters.spans(i));
      }
    }
  }

  /**
   * @param area the part of the frame that is shown
   */
  Captions(Area area, Lettering lettering) {
    this.area = area;
    this.lettering = lettering;
  }

  /** Finds a place for the name of each class that there is room for. */
  List<Placed> place(List<ClassMask> classes, LabelMask mask, OverlaySettings settings) {
    List<Placed> placed = new ArrayList<>();
    if (settings.labels()) {
      for (ClassMask each : classes) {
        place(each, mask, settings).ifPresent(placed::add);
      }
    }
    return placed;
  }

  private Optional<Placed> place(ClassMask shape, LabelMask mask, OverlaySettings settings) {
    String name = mask.name(shape.label());
    int size = Math.max(SMALLEST_LETTERS, area.height() / LINES_PER_PICTURE);
    Optional<Caption> caption = lettering.caption(name, size);
    if (caption.isEmpty()) {
      return Optional.empty();
    }
    LargestPiece.Pixel top = largest.top(shape);
    double x = (top.column() + 0.5) / mask.width() * mask.geometry().width() * area.width();
    double y = (double) top.row() / mask.height() * mask.geometry().height() * area.height();
    Area place =
        caption.get().near(area.left(mask.geometry()) + x, area.top(mask.geometry()) + y, area);
    Colour box = settings.theme().box(settings.palette().colour(shape.label(), name));
    return place == null ? Optional.empty() : Optional.of(new Placed(caption.get(), place, box));
  }
}
