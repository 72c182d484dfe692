// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** Wherever it is cut and however large it is shown; rounded across, and once more down. */
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
          assertEquals(expected, out[row * 24 + column] & 255, 1.25, "round " + round);
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

  /** As a slow and simple reference has it, to two roundings: of every size, into any stride. */
  @ParameterizedTest
  @ValueSource(strings = {"Y", "UV", "RGBA", "Y-", "-U-V"})
  void everySampleIsTheWeightedMeanOfItsTriangle(String bytes) {
    Raster raster = new Raster(0, 1, 1, bytes);
    Random random = new Random(bytes.hashCode());
    for (int round = 0; round < 20; round++) {
      int inWidth = 5 + random.nextInt(90);
      int inHeight = 5 + random.nextInt(60);
      int width = 1 + random.nextInt(120);
      int height = 1 + random.nextInt(60);
      byte[] in = random(inWidth * inHeight * bytes.length());
      double w = 1 + random.nextDouble() * (inWidth - 1);
      double h = 1 + random.nextDouble() * (inHeight - 1);
      double x = random.nextDouble() * (inWidth - w);
      double y = random.nextDouble() * (inHeight - h);
      byte[] out = scaled(raster, in, inWidth, inHeight, width, height, x, y, w, h);
      for (int i = 0; i < out.length; i++) {
        int lane = i % bytes.length();
        double[] down = weights(y, h, height, i / bytes.length() / width, inHeight);
        double[] across = weights(x, w, width, i / bytes.length() % width, inWidth);
        double expected =
            bytes.charAt(lane) == '-' ? 0 : mean(in, lane, bytes.length(), down, across);
        assertEquals(expected, out[i] & 255, 3, "round " + round + " byte " + i);
      }
    }
  }

  /** How much of each sample along an axis makes one. */
  private static double[] weights(double start, double length, int out, int sample, int in) {
    double scale = length / out;
    double radius = Math.max(1, scale);
    double centre = start + (sample + 0.5) * scale - 0.5;
    double[] weights = new double[in];
    double sum = 0;
    for (int at = (int) (centre - radius) - 2; at <= centre + radius + 2; at++) {
      double weight = Math.max(0, 1 - Math.abs(at - centre) / radius);
      weights[Math.max(0, Math.min(in - 1, at))] += weight;
      sum += weight;
    }
    for (int i = 0; i < in; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double mean(byte[] in, int lane, int step, double[] down, double[] across) {
    double sum = 0;
    for (int row = 0; row < down.length; row++) {
      for (int column = 0; column < across.length && down[row] > 0; column++) {
        int sample = in[(row * across.length + column) * step + lane] & 255;
        sum += down[row] * across[column] * sample;
      }
    }
    return sum;
  }

  /** What a crop hides does not shine through at its edges. */
  @Test
  void nothingFromOutsideTheAreaIsShown() {
    byte[] in = new byte[32 * 24];
    for (int i = 0; i < in.length; i++) {
      boolean inside = i % 32 >= 7 && i % 32 < 19 && i / 32 >= 5 && i / 32 < 15;
      in[i] = (byte) (inside ? 90 : 255);
    }
    RasterScaler scaler = new RasterScaler(LUMA, new Area(7, 5, 12, 10), 31, 23);
    Picture to = picture(new byte[31 * 23], 31);
    scaler.scale(picture(in, 32), to, 7, 5, 12, 10);
    for (int i = 0; i < 31 * 23; i++) {
      assertEquals(90, to.plane(0).bytes().get(i));
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
