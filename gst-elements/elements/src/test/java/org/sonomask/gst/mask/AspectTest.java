// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskGeometry;

class AspectTest {
  @Test
  void pixelsThatAreNotSquareCount() {
    assertEquals(new Aspect(16, 9), Aspect.of(1920, 1080, 1, 1));
    assertEquals(new Aspect(4, 3), Aspect.of(768, 576, 1, 1));
    assertEquals(new Aspect(16, 9), Aspect.of(720, 540, 4, 3));
    assertEquals(Aspect.UNKNOWN, Aspect.of(1920, 1080, 0, 1));
    assertEquals(Aspect.UNKNOWN, Aspect.of(2147483647, 2, 2147483647, 3));
  }

  @Test
  void barsAreAddedOnTwoSides() {
    MaskGeometry pillars = new Aspect(4, 3).place(1280, 720, new Aspect(16, 9));
    assertEquals(new MaskGeometry(0.125, 0, 0.75, 1), pillars);
    MaskGeometry letters = new Aspect(16, 9).place(640, 480, new Aspect(4, 3));
    assertEquals(new MaskGeometry(0, 0.125, 1, 0.75), letters);
  }

  /** Whole pixels, and an odd row of a bar below the picture. */
  @Test
  void barsAreWholePixels() {
    MaskGeometry place = new Aspect(16, 9).place(100, 101, Aspect.of(100, 101, 1, 1));
    assertEquals(new MaskGeometry(0, 22 / 101.0, 1, 56 / 101.0), place);
  }

  @Test
  void nothingIsAddedToWhatFitsOrIsNotKnown() {
    assertEquals(MaskGeometry.WHOLE, new Aspect(16, 9).place(1280, 720, new Aspect(16, 9)));
    assertEquals(MaskGeometry.WHOLE, Aspect.UNKNOWN.place(1280, 720, new Aspect(16, 9)));
    assertEquals(MaskGeometry.WHOLE, new Aspect(16, 9).place(1280, 720, Aspect.UNKNOWN));
    assertEquals(MaskGeometry.WHOLE, new Aspect(-16, 9).place(1280, 720, new Aspect(16, 9)));
  }

  /** Whatever a stranger's metadata say, the picture lies within the frame. */
  @Test
  void aPictureNeverLeavesItsFrame() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      int width = 1 + random.nextInt(5000);
      int height = 1 + random.nextInt(5000);
      Aspect frame = Aspect.of(width, height, 1 + random.nextInt(99), 1 + random.nextInt(99));
      MaskGeometry place =
          new Aspect(random.nextInt(), random.nextInt()).place(width, height, frame);
      double least = Math.min(Math.min(place.x(), place.y()), 0);
      double most = Math.max(place.x() + place.width(), place.y() + place.height());
      assertEquals(0, least);
      assertEquals(1, Math.max(1, most), 1e-9);
    }
  }
}
