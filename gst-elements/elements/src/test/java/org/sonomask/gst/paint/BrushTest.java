// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrushTest {

  /** Random runs of random lengths, in planes with odd sizes and padding, byte for byte. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void blendsEverySampleAsTheFormulaSaysAndNoOther(PictureFormat format) {
    Random random = new Random(format.ordinal());
    for (int round = 0; round < 60; round++) {
      int columns = 1 + random.nextInt(random.nextBoolean() ? 70 : 2500);
      int rows = 1 + random.nextInt(6);
      Colour colour = new Colour(random.nextInt(256), random.nextInt(256), random.nextInt(256));
      ColourSpace space = random.nextBoolean() ? ColourSpace.BT601 : ColourSpace.FULL_RANGE_RGB;
      for (Raster raster : format.rasters()) {
        int stride = columns * raster.pixelStride() + random.nextInt(9);
        byte[] before = new byte[stride * rows];
        random.nextBytes(before);
        int[] opacities = new int[columns * rows];
        Spans spans = randomSpans(random, columns, rows, opacities);
        ByteBuffer plane = ByteBuffer.allocateDirect(before.length).put(before).rewind();
        new Brush(raster, colour, space).paint(Plane.of(plane), stride, spans);
        byte[] after = new byte[before.length];
        plane.get(0, after);
        assertArrayEquals(
            expected(before, stride, columns, opacities, raster, colour, space), after);
      }
    }
  }

  private static Spans randomSpans(Random random, int columns, int rows, int[] opacities) {
    Spans spans = new Spans();
    spans.clear(0);
    for (int row = 0; row < rows; row++) {
      spans.addRow();
      for (int column = random.nextInt(4); column < columns; ) {
        int samples =
            Math.min(columns - column, 1 + random.nextInt(random.nextBoolean() ? 40 : 1500));
        if (random.nextBoolean()) {
          int opacity = random.nextInt(257);
          spans.addSolid(column, samples, opacity);
          for (int i = 0; i < samples; i++) {
            opacities[row * columns + column + i] = opacity;
          }
        } else {
          byte[] soft = new byte[samples + 1];
          random.nextBytes(soft);
          spans.addSoft(column, samples, soft, 1);
          for (int i = 0; i < samples; i++) {
            opacities[row * columns + column + i] = Spans.widen(soft[i + 1]);
          }
        }
        column += samples + random.nextInt(3);
      }
    }
    return spans;
  }

  private static byte[] expected(
      byte[] before,
      int stride,
      int columns,
      int[] opacities,
      Raster raster,
      Colour colour,
      ColourSpace space) {
    byte[] out = before.clone();
    for (int i = 0; i < opacities.length; i++) {
      for (int b = 0; b < raster.pixelStride(); b++) {
        char component = raster.bytes().charAt(b);
        if (component == '-') {
          continue;
        }
        int at = i / columns * stride + i % columns * raster.pixelStride() + b;
        double share = opacities[i] / 256.0;
        double mixed = (before[at] & 255) * (1 - share) + space.value(component, colour) * share;
        out[at] = (byte) Math.floor(mixed + 0.5);
      }
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void anOpaqueBrushLeavesNothingOfThePicture(PictureFormat format) {
    Raster raster = format.rasters().get(0);
    ByteBuffer plane = ByteBuffer.allocateDirect(64 * raster.pixelStride());
    Spans spans = new Spans();
    spans.clear(0);
    spans.addRow();
    spans.addSolid(0, 64, 256);
    new Brush(raster, new Colour(255, 254, 1), ColourSpace.BT709).paint(Plane.of(plane), 0, spans);
    for (int i = 0; i < plane.capacity(); i++) {
      char component = raster.bytes().charAt(i % raster.pixelStride());
      int expected =
          component == '-' ? 0 : ColourSpace.BT709.value(component, new Colour(255, 254, 1));
      assertEquals(expected, plane.get(i) & 255);
    }
  }
}
