// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.PictureFormat;

/**
 * One mask made ready for one kind of picture: {@link #compose} works once per mask, {@link #paint}
 * once per frame, allocates nothing and touches only what is painted.
 *
 * <p>Not thread-safe.
 */
final class Painting implements Overlay {

  private final Area area;
  private final Layers layers;
  private final Shapes shapes;
  private final Captions captions;
  private final Meter meter;
  private boolean empty = true;

  /**
   * Prepares for pictures of one kind.
   *
   * @param area the part of the frame that is shown
   */
  Painting(PictureFormat format, ColourSpace space, Area area, Lettering lettering) {
    this.area = area;
    layers = new Layers(format.rasters(), space, area);
    shapes = new Shapes(area, layers);
    captions = new Captions(area, lettering);
    meter = new Meter(format.rasters(), space, area, Meter.place(area));
  }

  @Override
  public Area area() {
    return area;
  }

  @Override
  public void compose(LabelMask mask, OverlaySettings settings) {
    layers.clear();
    List<ClassMask> classes = settings.selected(mask);
    shapes.draw(classes, mask, settings);
    for (Captions.Placed name : captions.place(classes, mask, settings)) {
      name.draw(layers, name.place());
    }
    empty = layers.isEmpty();
  }

  @Override
  public boolean isEmpty() {
    return empty;
  }

  /** Paints the mask into a picture of this painting's kind. */
  void paint(Picture picture) {
    layers.paint(picture);
  }

  /** Paints the meter into a picture of this painting's kind. */
  void paintMeter(Picture picture, int lit) {
    meter.paint(picture, lit);
  }
}
