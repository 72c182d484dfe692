// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.PictureFormat;

class MeterTest {

  @ParameterizedTest
  @CsvSource({"-100,0", "-60,0", "-59.9,1", "-30,10", "-3,19", "0,20", "6,20"})
  void aLevelLightsItsShareOfTheSegments(double decibels, int lit) {
    assertEquals(lit, Meter.lit(decibels));
  }

  private static TestPicture painted(PictureFormat format, Area area, int lit) {
    TestPicture picture = new TestPicture(format, 320, 180);
    picture.fill(new Colour(90, 90, 90));
    boolean rgb = format.rasters().get(0).bytes().contains("R");
    ColourSpace space = rgb ? ColourSpace.FULL_RANGE_RGB : ColourSpace.BT709;
    new Meter(format.rasters(), space, area, Meter.place(area)).paint(picture.planes(), lit);
    return picture;
  }

  /** From the bottom up; what is not lit is the ground, and nothing beside it is touched. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void litSegmentsGrowFromTheBottom(PictureFormat format) {
    Area whole = new Area(0, 0, 320, 180);
    Area place = Meter.place(whole);
    TestPicture picture = painted(format, whole, 10);
    int x = place.x() + place.width() / 2;
    int lowest = picture.colour(x, place.y() + place.height() - 2).green();
    int highest = picture.colour(x, place.y() + 2).green();
    assertTrue(lowest > 120, "lit " + lowest);
    assertTrue(highest < 70, "not lit " + highest);
    assertEquals(new Colour(90, 90, 90), picture.colour(place.x() - 4, place.y() + 10));
    assertTrue(picture.paddingIsUntouched());
  }

  @Test
  void theTopOfTheScaleIsRed() {
    Area whole = new Area(0, 0, 320, 180);
    Area place = Meter.place(whole);
    TestPicture picture = painted(PictureFormat.RGB, whole, Meter.SEGMENTS);
    Colour top = picture.colour(place.x() + place.width() / 2, place.y() + 2);
    assertTrue(top.red() > 200 && top.green() < 80, top.toString());
    assertNotEquals(top, picture.colour(place.x() + 3, place.y() + place.height() - 2));
  }

  @Test
  void aPictureWithoutRoomStaysAsItIs() {
    TestPicture picture = painted(PictureFormat.I420, new Area(3, 5, 9, 7), Meter.SEGMENTS);
    TestPicture plain = new TestPicture(PictureFormat.I420, 320, 180);
    plain.fill(new Colour(90, 90, 90));
    assertArrayEquals(plain.bytes(0), picture.bytes(0));
  }
}
