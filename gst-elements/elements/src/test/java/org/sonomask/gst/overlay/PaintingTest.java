// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.frame.MaskSelection;
import org.sonomask.gst.frame.Turn;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;
import org.sonomask.gst.paint.PictureFormat;

class PaintingTest {

  private static final OverlaySettings FILL_ONLY = settings(0.5, 0, false, Set.of(), false);

  private static final LabelMask RIGHT_HALF = Masks.drawn("00001111", "00001111", "00001111");

  private static OverlaySettings settings(
      double opacity, double outline, boolean labels, Set<String> types, boolean weighs) {
    return new OverlaySettings(
        opacity,
        outline,
        labels,
        Palette.AVSS,
        weighs,
        Theme.COLOUR,
        false,
        new MaskSelection(types, Long.MAX_VALUE, Turn.IDENTITY, true));
  }

  private static Painting painting(PictureFormat format, Area area) {
    boolean rgb = format.rasters().get(0).bytes().contains("R");
    ColourSpace space = rgb ? ColourSpace.FULL_RANGE_RGB : ColourSpace.BT709;
    return new Painting(format, space, area, new Lettering());
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void blendsHalfOfTheClassColourIntoItsPixelsOnly(PictureFormat format) {
    TestPicture picture = new TestPicture(format, 97, 53);
    picture.fill(new Colour(90, 90, 90));
    Painting painting = painting(format, new Area(0, 0, 97, 53));
    painting.compose(RIGHT_HALF, FILL_ONLY);
    painting.paint(picture.planes());
    Colour dog = Palette.AVSS.colour(1, "dog");
    for (int y = 0; y < 53; y++) {
      assertEquals(new Colour(90, 90, 90), picture.colour(40, y));
      assertNear(mix(dog, new Colour(90, 90, 90)), picture.colour(57, y));
      assertNear(mix(dog, new Colour(90, 90, 90)), picture.colour(96, y));
    }
    assertTrue(picture.paddingIsUntouched());
  }

  private static Colour mix(Colour a, Colour b) {
    return new Colour(
        (a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
  }

  private static void assertNear(Colour expected, Colour actual) {
    assertEquals(expected.red(), actual.red(), 4);
    assertEquals(expected.green(), actual.green(), 4);
    assertEquals(expected.blue(), actual.blue(), 4);
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void paintsNothingOutsideTheCroppedArea(PictureFormat format) {
    Area crop = new Area(6, 4, 30, 20);
    TestPicture picture = new TestPicture(format, 61, 47);
    Painting painting = painting(format, crop);
    painting.compose(Masks.drawn("1"), settings(0.5, 2, true, Set.of(), false));
    TestPicture untouched = new TestPicture(format, 61, 47);
    painting.paint(picture.planes());
    for (int y = 0; y < 47; y++) {
      for (int x = 0; x < 61; x++) {
        boolean inside = x >= 6 && x < 36 && y >= 4 && y < 24;
        if (!inside) {
          assertEquals(untouched.colour(x, y), picture.colour(x, y), x + "," + y);
        }
      }
    }
    assertFalse(picture.colour(10, 10).equals(untouched.colour(10, 10)));
  }

  @Test
  void aSteadyMaskAllocatesNothingPerFrame() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TestPicture picture = new TestPicture(PictureFormat.I420, 320, 180);
    Painting painting = painting(PictureFormat.I420, new Area(0, 0, 320, 180));
    painting.compose(
        Masks.blobs(new Random(1), 56, 56, MaskGeometry.WHOLE),
        settings(0.5, 2, true, Set.of(), false));
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int frame = 0; frame < 200; frame++) {
        painting.paint(picture.planes());
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertTrue(least < 200, "200 frames allocated " + least + " bytes");
  }

  @Test
  void selectedTypesAreThePaintedOnes() {
    Painting painting = painting(PictureFormat.RGB, new Area(0, 0, 64, 48));
    painting.compose(RIGHT_HALF, settings(1, 2, true, Set.of("violin"), false));
    assertTrue(painting.isEmpty());
    painting.compose(RIGHT_HALF, settings(1, 2, true, Set.of("violin", "dog"), false));
    assertFalse(painting.isEmpty());
  }

  @Test
  void lessCertainPixelsAreMoreTransparentWhenAsked() {
    LabelMask mask = Masks.drawn("11", "11");
    java.util.Arrays.fill(mask.confidence(), (byte) 128);
    TestPicture picture = new TestPicture(PictureFormat.RGB, 40, 30);
    picture.fill(Colour.BLACK);
    Painting painting = painting(PictureFormat.RGB, new Area(0, 0, 40, 30));
    painting.compose(mask, settings(1, 0, false, Set.of(), true));
    painting.paint(picture.planes());
    assertNear(new Colour(64, 32, 0), picture.colour(20, 15));
  }

  /** The name stands on its box in the class's colour, on top of the region, within the picture. */
  @Test
  void writesTheNameAtTheRegion() {
    LabelMask mask = Masks.drawn("00000000", "00000000", "00011000", "00011000");
    TestPicture plain = new TestPicture(PictureFormat.RGB, 320, 240);
    TestPicture named = new TestPicture(PictureFormat.RGB, 320, 240);
    Painting painting = painting(PictureFormat.RGB, new Area(0, 0, 320, 240));
    painting.compose(mask, FILL_ONLY);
    painting.paint(plain.planes());
    painting.compose(mask, settings(0.5, 0, true, Set.of(), false));
    painting.paint(named.planes());
    int bright = 0;
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 320; x++) {
        if (!plain.colour(x, y).equals(named.colour(x, y))) {
          assertTrue(Math.abs(x - 160) < 60 && y > 90 && y <= 121, x + "," + y);
          bright += named.colour(x, y).green() > 150 ? 1 : 0;
        }
      }
    }
    assertTrue(bright > 20, "white letters show, " + bright + " pixels");
  }

  @Test
  void aPictureTooSmallForTheNameGoesWithoutIt() {
    TestPicture plain = new TestPicture(PictureFormat.I420, 17, 9);
    TestPicture named = new TestPicture(PictureFormat.I420, 17, 9);
    Painting painting = painting(PictureFormat.I420, new Area(0, 0, 17, 9));
    painting.compose(RIGHT_HALF, FILL_ONLY);
    painting.paint(plain.planes());
    painting.compose(RIGHT_HALF, settings(0.5, 0, true, Set.of(), false));
    painting.paint(named.planes());
    for (int plane = 0; plane < 3; plane++) {
      assertArrayEquals(plain.bytes(plane), named.bytes(plane));
    }
  }
}
