// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.LabelMask;

/**
 * One mask as a GstVideoOverlayComposition: pictures that whoever shows the frames lays over them,
 * so that no pixel of a frame is touched here. A picture of the classes has a few pixels for each
 * of the mask's, and only as many as are painted; names and the meter are as fine as the frame.
 * Frames of one mask share one composition.
 *
 * <p>Owns native memory until {@link #close}. Not thread-safe.
 */
final class Composition implements Overlay, AutoCloseable {

  /** Most pixels of the frame that a pixel of the classes' picture spans each way. */
  private static final int WIDEST_SPAN = 4;

  private static final int NO_METER = -1;

  private final Area area;
  private final Captions captions;
  private final Meter meter;
  private final Area meterPlace;
  private final long[] meters = new long[Meter.SEGMENTS + 1];
  private final List<Long> rectangles = new ArrayList<>();
  private Layers layers;
  private Shapes shapes;
  private int span;
  private long composed;
  private int composedLit;

  /**
   * @param area the part of the frame that is shown
   */
  Composition(Area area, Lettering lettering) {
    this.area = area;
    captions = new Captions(area, lettering);
    meterPlace = Meter.place(area);
    Area itself = new Area(0, 0, meterPlace.width(), meterPlace.height());
    meter = new Meter(List.of(OverlayImage.raster(1)), ColourSpace.FULL_RANGE_RGB, itself, itself);
  }

  @Override
  public Area area() {
    return area;
  }

  @Override
  public void compose(LabelMask mask, OverlaySettings settings) {
    forget();
    List<ClassMask> classes = settings.selected(mask);
    prepare(mask);
    layers.clear();
    shapes.draw(classes, mask, settings);
    Area painted = layers.bounds();
    if (painted != null) {
      rectangles.add(
          OverlayImage.rectangle(
              painted.width(),
              painted.height(),
              painted.x() * span,
              painted.y() * span,
              span,
              picture -> layers.paint(picture, painted.x(), painted.y())));
    }
    for (Captions.Placed name : captions.place(classes, mask, settings)) {
      rectangles.add(caption(name));
    }
  }

  /** Gets ready for masks of a size. */
  private void prepare(LabelMask mask) {
    double stepX = mask.geometry().width() * area.width() / mask.width();
    double stepY = mask.geometry().height() * area.height() / mask.height();
    int wanted = (int) Math.max(1, Math.min(WIDEST_SPAN, Math.min(stepX, stepY) / 2));
    if (wanted != span) {
      span = wanted;
      layers = new Layers(List.of(OverlayImage.raster(span)), ColourSpace.FULL_RANGE_RGB, area);
      shapes = new Shapes(area, layers);
    }
  }

  private static long caption(Captions.Placed name) {
    Area place = name.place();
    Area itself = new Area(0, 0, place.width(), place.height());
    Layers layers = new Layers(List.of(OverlayImage.raster(1)), ColourSpace.FULL_RANGE_RGB, itself);
    name.draw(layers, itself);
    return OverlayImage.rectangle(
        place.width(), place.height(), place.x(), place.y(), 1, layers::paint);
  }

  @Override
  public boolean isEmpty() {
    return rectangles.isEmpty();
  }

  /**
   * Attaches the composition to a frame, to one that it has already.
   *
   * @param buffer GstBuffer*, borrowed, writable
   * @param lit segments of the meter, negative without a meter
   */
  void attach(long buffer, int lit) {
    long old =
        Gst.gst_buffer_get_meta(buffer, GstVideo.gst_video_overlay_composition_meta_api_get_type());
    if (old != 0) {
      join(buffer, old, lit);
      return;
    }
    if (composed == 0 || lit != composedLit) {
      drop(composed);
      composed = GstVideo.gst_video_overlay_composition_new(0);
      addTo(composed, lit);
      composedLit = lit;
    }
    GstVideo.gst_buffer_add_video_overlay_composition_meta(buffer, composed);
  }

  private void join(long buffer, long old, int lit) {
    long theirs = NativeMemory.getLong(old + Layout.GstVideoOverlayCompositionMeta.OVERLAY);
    long both = GstVideo.gst_video_overlay_composition_copy(theirs);
    addTo(both, lit);
    Gst.gst_buffer_remove_meta(buffer, old);
    GstVideo.gst_buffer_add_video_overlay_composition_meta(buffer, both);
    Gst.gst_mini_object_unref(both);
  }

  private void addTo(long composition, int lit) {
    for (int i = 0; i < rectangles.size(); i++) {
      GstVideo.gst_video_overlay_composition_add_rectangle(composition, rectangles.get(i));
    }
    if (lit > NO_METER && meter.fits()) {
      GstVideo.gst_video_overlay_composition_add_rectangle(composition, meter(lit));
    }
  }

  private long meter(int lit) {
    if (meters[lit] == 0) {
      meters[lit] =
          OverlayImage.rectangle(
              meterPlace.width(),
              meterPlace.height(),
              meterPlace.x(),
              meterPlace.y(),
              1,
              picture -> meter.paint(picture, lit));
    }
    return meters[lit];
  }

  private void forget() {
    rectangles.forEach(Composition::drop);
    rectangles.clear();
    drop(composed);
    composed = 0;
  }

  private static void drop(long object) {
    if (object != 0) {
      Gst.gst_mini_object_unref(object);
    }
  }

  @Override
  public void close() {
    forget();
    for (int i = 0; i < meters.length; i++) {
      drop(meters[i]);
      meters[i] = 0;
    }
  }
}
