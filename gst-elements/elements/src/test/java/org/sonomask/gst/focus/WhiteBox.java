// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.util.List;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.frame.FrameMapper;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.PictureFormat;
import org.sonomask.gst.paint.Raster;

/** Paints a box white, by making every colour sample of light 255: {@code focuswhite}. */
record WhiteBox(PictureFormat format, int x, int y, int width, int height)
    implements ElementProvider {

  @Override
  public ElementType type() {
    return new ElementType(
        "focuswhite",
        "TestFocusWhite",
        "Test",
        "Generic",
        "Paints a box",
        "Sonomask",
        new ElementType.Transform("video/x-raw"),
        List.of());
  }

  @Override
  public Behaviour create(ElementHost host) {
    FrameMapper mapper = new FrameMapper();
    return new TransformBehaviour() {
      @Override
      public boolean setCaps(long in, long out) {
        mapper.format(in);
        return true;
      }

      @Override
      public int transformIp(long buffer) {
        Picture picture = mapper.map(buffer, new Area(0, 0, x + width, y + height));
        format.rasters().forEach(raster -> paint(picture, raster));
        mapper.unmap();
        return Flow.OK;
      }

      @Override
      public void close() {
        mapper.close();
      }
    };
  }

  private void paint(Picture picture, Raster raster) {
    for (int row = y / raster.subY(); row < (y + height) / raster.subY(); row++) {
      for (int column = x / raster.subX(); column < (x + width) / raster.subX(); column++) {
        for (int i = 0; i < raster.pixelStride(); i++) {
          if ("YRGB".indexOf(raster.bytes().charAt(i)) >= 0) {
            int at = row * picture.stride(raster.plane()) + column * raster.pixelStride() + i;
            picture.plane(raster.plane()).bytes().put(at, (byte) 235);
          }
        }
      }
    }
  }
}
