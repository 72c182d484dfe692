// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Blur;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.PictureFormat;
import org.sonomask.gst.paint.Raster;

/** Blurs hidden samples. */
final class BlurTreatment implements Treatment {

  private final List<Raster> rasters;
  private final Cutout cutout;
  private final Blur[] blurs;
  private double radius;

  BlurTreatment(PictureFormat format, Area area) {
    rasters = format.rasters();
    cutout = new Cutout(area, rasters);
    blurs = new Blur[rasters.size()];
  }

  @Override
  public void compose(LabelMask mask, MatteSettings settings) {
    if (settings.blurRadius() != radius) {
      radius = settings.blurRadius();
      for (int i = 0; i < blurs.length; i++) {
        blurs[i] = new Blur(rasters.get(i), cutout.gridOf(i), radius);
      }
    }
    cutout.compose(mask, settings);
  }

  @Override
  public boolean isEmpty() {
    return cutout.isEmpty();
  }

  @Override
  public void apply(Picture picture) {
    for (int i = 0; i < blurs.length; i++) {
      int plane = rasters.get(i).plane();
      blurs[i].paint(picture.plane(plane), picture.stride(plane), cutout.hidden(i));
    }
  }
}
