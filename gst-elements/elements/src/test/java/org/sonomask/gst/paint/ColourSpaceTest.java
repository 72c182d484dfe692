// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ColourSpaceTest {

  private static final Colour RED = new Colour(255, 0, 0);

  private static String yuv(ColourSpace space, Colour colour) {
    return space.value('Y', colour)
        + " "
        + space.value('U', colour)
        + " "
        + space.value('V', colour);
  }

  /** The 100 % colour bars of the recommendations. */
  @Test
  void givesTheRecommendationsColourBars() {
    assertEquals("81 90 240", yuv(ColourSpace.BT601, RED));
    assertEquals("145 54 34", yuv(ColourSpace.BT601, new Colour(0, 255, 0)));
    assertEquals("41 240 110", yuv(ColourSpace.BT601, new Colour(0, 0, 255)));
    assertEquals("63 102 240", yuv(ColourSpace.BT709, RED));
    assertEquals("173 42 26", yuv(ColourSpace.BT709, new Colour(0, 255, 0)));
    assertEquals("235 128 128", yuv(ColourSpace.BT709, Colour.WHITE));
    assertEquals("16 128 128", yuv(ColourSpace.BT601, Colour.BLACK));
  }

  @Test
  void fullRangeUsesEveryValue() {
    ColourSpace jpeg = new ColourSpace(0.299, 0.114, true);
    assertEquals("255 128 128", yuv(jpeg, Colour.WHITE));
    assertEquals("76 85 255", yuv(jpeg, RED));
    assertEquals(255, jpeg.value('R', RED));
    assertEquals(235, ColourSpace.BT709.value('R', RED));
  }

  @Test
  void refusesWeightsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new ColourSpace(0.6, 0.5, true));
    assertThrows(IllegalArgumentException.class, () -> new ColourSpace(Double.NaN, 0.1, true));
  }
}
