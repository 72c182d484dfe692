// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Spans;

/** Replaces a picture's alpha: hidden samples become transparent, all others opaque. */
final class AlphaTreatment implements Treatment {

  private final Raster alpha;
  private final Cutout cutout;
  private final Brush clear;
  private final Brush opaque;

  /** All samples that are not hidden wholly: what is hidden in part is cleared in part later. */
  private final Spans shown = new Spans();

  /**
   * @param alpha where alpha lies
   * @param area the part of the frame that is shown
   */
  AlphaTreatment(Raster alpha, Area area) {
    this.alpha = alpha;
    cutout = new Cutout(area, List.of(alpha));
    clear = Brush.constant(alpha, 0);
    opaque = Brush.constant(alpha, 255);
  }

  @Override
  public void compose(LabelMask mask, MatteSettings settings) {
    cutout.compose(mask, settings);
    shown.remainder(cutout.hidden(0), cutout.gridOf(0));
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void apply(Picture picture) {
    Plane plane = picture.plane(alpha.plane());
    int stride = picture.stride(alpha.plane());
    opaque.paint(plane, stride, shown);
    clear.paint(plane, stride, cutout.hidden(0));
  }
}
