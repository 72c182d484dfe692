// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.nio.ByteBuffer;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.PictureFormat;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;

/** A frame in memory with padded rows, and what colour its pixels have. */
final class TestPicture {

  private static final int PADDING = 5;
  private static final byte MARK = 0x5A;

  private final PictureFormat format;
  private final int width;
  private final int height;
  private final Picture planes = new Picture();
  private final int[] used = new int[4];

  TestPicture(PictureFormat format, int width, int height) {
    this.format = format;
    this.width = width;
    this.height = height;
    for (Raster raster : format.rasters()) {
      int columns = (width + raster.subX() - 1) / raster.subX();
      int rows = (height + raster.subY() - 1) / raster.subY();
      used[raster.plane()] = Math.max(used[raster.plane()], columns * raster.pixelStride());
      int stride = used[raster.plane()] + PADDING;
      ByteBuffer plane = ByteBuffer.allocateDirect(stride * rows);
      while (plane.hasRemaining()) {
        plane.put(MARK);
      }
      planes.plane(raster.plane(), Plane.of(plane.rewind()), stride);
    }
  }

  Picture planes() {
    return planes;
  }

  byte[] bytes(int plane) {
    byte[] bytes = new byte[planes.plane(plane).bytes().capacity()];
    planes.plane(plane).bytes().get(0, bytes);
    return bytes;
  }

  void fill(Colour colour) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (Raster raster : format.rasters()) {
          for (int b = 0; b < raster.pixelStride(); b++) {
            char component = raster.bytes().charAt(b);
            if (component != '-') {
              int at = at(raster, x, y) + b;
              planes.plane(raster.plane()).bytes().put(at, (byte) space().value(component, colour));
            }
          }
        }
      }
    }
  }

  /** The colour of a pixel; chroma is that of its sample, not interpolated. */
  Colour colour(int x, int y) {
    if (value('R', x, y) >= 0) {
      return new Colour(value('R', x, y), value('G', x, y), value('B', x, y));
    }
    double luma = (value('Y', x, y) - 16) / 219.0;
    double u = (value('U', x, y) - 128) / 224.0;
    double v = (value('V', x, y) - 128) / 224.0;
    double red = luma + v * 2 * (1 - space().redWeight());
    double blue = luma + u * 2 * (1 - space().blueWeight());
    double green =
        (luma - space().redWeight() * red - space().blueWeight() * blue)
            / (1 - space().redWeight() - space().blueWeight());
    return new Colour(byteOf(red), byteOf(green), byteOf(blue));
  }

  private static int byteOf(double value) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  private int value(char component, int x, int y) {
    for (Raster raster : format.rasters()) {
      int b = raster.bytes().indexOf(component);
      if (b >= 0) {
        return planes.plane(raster.plane()).bytes().get(at(raster, x, y) + b) & 255;
      }
    }
    return -1;
  }

  private int at(Raster raster, int x, int y) {
    int stride = planes.stride(raster.plane());
    return y / raster.subY() * stride + x / raster.subX() * raster.pixelStride();
  }

  private ColourSpace space() {
    boolean rgb = format.rasters().get(0).bytes().contains("R");
    return rgb ? ColourSpace.FULL_RANGE_RGB : ColourSpace.BT709;
  }

  boolean paddingIsUntouched() {
    for (Raster raster : format.rasters()) {
      byte[] bytes = bytes(raster.plane());
      int stride = planes.stride(raster.plane());
      for (int i = 0; i < bytes.length; i++) {
        if (i % stride >= used[raster.plane()] && bytes[i] != MARK) {
          return false;
        }
      }
    }
    return true;
  }
}
