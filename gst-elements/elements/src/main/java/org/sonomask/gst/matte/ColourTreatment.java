// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Spans;

/** Covers hidden samples with a colour: in part with black to dim them, or wholly. */
final class ColourTreatment implements Treatment {

  private final FrameFormat format;
  private final List<Raster> rasters;
  private final Cutout cutout;
  private final Brush[] brushes;
  private Colour colour;

  ColourTreatment(FrameFormat format, Area area) {
    this.format = format;
    rasters = format.layout().rasters();
    cutout = new Cutout(area, rasters);
    brushes = new Brush[rasters.size()];
  }

  @Override
  public void compose(LabelMask mask, MatteSettings settings) {
    boolean dims = settings.effect() == Effect.DIM;
    mixColour(dims ? Colour.BLACK : settings.colour());
    cutout.compose(mask, settings);
    if (dims) {
      cutout.fade((int) Math.round(settings.dim() * Spans.OPAQUE));
    }
  }

  private void mixColour(Colour wanted) {
    if (!wanted.equals(colour)) {
      colour = wanted;
      for (int i = 0; i < brushes.length; i++) {
        brushes[i] = new Brush(rasters.get(i), colour, format.space());
      }
    }
  }

  @Override
  public boolean isEmpty() {
    return cutout.isEmpty();
  }

  @Override
  public void apply(Picture picture) {
    for (int i = 0; i < brushes.length; i++) {
      int plane = rasters.get(i).plane();
      brushes[i].paint(picture.plane(plane), picture.stride(plane), cutout.hidden(i));
    }
  }
}
