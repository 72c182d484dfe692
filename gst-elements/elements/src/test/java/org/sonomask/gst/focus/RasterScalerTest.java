// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;

class RasterScalerTest {
  private static final Raster LUMA = new Raster(0, 1, 1, "Y");

  private static Picture picture(byte[] bytes, int stride) {
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length);
    memory.put(0, bytes);
    Picture picture = new Picture();
    picture.plane(0, Plane.of(memory), stride);
    return picture;
  }

  private static byte[] scaled(
      Raster raster, byte[] in, int inWidth, int inHeight, int width, int height, double... part) {
    RasterScaler scaler =
        new RasterScaler(raster, new Area(0, 0, inWidth, inHeight), width, height);
    byte[] out = new byte[width * height * raster.pixelStride()];
    Picture to = picture(out, width * raster.pixelStride());
    scaler.scale(
        picture(in, inWidth * raster.pixelStride()), to, part[0], part[1], part[2], part[3]);
    to.plane(0).bytes().get(0, out);
    return out;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void theWholeAtItsOwnSizeIsTheSame() {
    byte[] in = random(37 * 23);
    assertEquals(
        ByteBuffer.wrap(in), ByteBuffer.wrap(scaled(LUMA, in, 37, 23, 37, 23, 0, 0, 37, 23)));
  }

  @Test
  void aPartAtItsOwnSizeIsThatPart() {
    byte[] in = random(37 * 23);
    byte[] out = scaled(LUMA, in, 37, 23, 10, 8, 5, 7, 10, 8);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 10; x++) {
        assertEquals(in[(y + 7) * 37 + x + 5], out[y * 10 + x]);
      }
    }
  }

  /** A ramp stays a ramp, to half a step, wherever it is cut and however large it is shown. */
  @Test
  void aRampStaysARampBetweenSamplesToo() {
    byte[] in = new byte[64 * 48];
    for (int i = 0; i < in.length; i++) {
      in[i] = (byte) (2 * (i % 64) + i / 64);
    }
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      double w = 10 + random.nextDouble() * 40;
      double h = 10 + random.nextDouble() * 30;
      double x = 4 + random.nextDouble() * (56 - w);
      double y = 4 + random.nextDouble() * (40 - h);
      byte[] out = scaled(LUMA, in, 64, 48, 24, 20, x, y, w, h);
      for (int row = 0; row < 20; row++) {
        for (int column = 0; column < 24; column++) {
          double expected =
              2 * (x + (column + 0.5) * w / 24 - 0.5) + y + (row + 0.5) * h / 20 - 0.5;
          assertEquals(expected, out[row * 24 + column] & 255, 1.0, "round " + round);
        }
      }
    }
  }

  @Test
  void evenPicturesStayEvenAtEverySize() {
    byte[] in = new byte[50 * 40];
    Arrays.fill(in, (byte) 200);
    for (int size = 1; size < 120; size++) {
      for (byte value : scaled(LUMA, in, 50, 40, size, size, 0.3, 0.7, 49, 39)) {
        assertEquals((byte) 200, value);
      }
    }
  }

  /** Luma and chroma of YUY2 lie in the same bytes: neither touches the other's. */
  @Test
  void whatBelongsToAnotherGridIsKept() {
    byte[] in = random(2 * 16 * 4);
    RasterScaler scaler = new RasterScaler(new Raster(0, 1, 1, "Y-"), new Area(0, 0, 16, 4), 16, 4);
    byte[] before = random(2 * 16 * 4 + 1);
    Picture to = picture(before, 2 * 16);
    scaler.scale(picture(in, 2 * 16), to, 0, 0, 16, 4);
    for (int i = 0; i < in.length; i++) {
      assertEquals(i % 2 == 0 ? in[i] : before[i], to.plane(0).bytes().get(i));
    }
  }
}
