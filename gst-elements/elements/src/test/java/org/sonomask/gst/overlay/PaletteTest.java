// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.paint.Colour;

class PaletteTest {

  /** Some rows of the data set's table, up to the last one. */
  @Test
  void avssGivesTheDataSetsColoursByName() {
    assertEquals(new Colour(128, 0, 0), Palette.AVSS.colour(7, "accordion"));
    assertEquals(new Colour(128, 64, 0), Palette.AVSS.colour(1, "dog"));
    assertEquals(new Colour(0, 192, 128), Palette.AVSS.colour(1, "emergency-car"));
    assertEquals(new Colour(192, 192, 192), Palette.AVSS.colour(1, "trumpet"));
    assertEquals(new Colour(32, 128, 128), Palette.AVSS.colour(1, "woman"));
  }

  @Test
  void avssGivesAnUnknownClassTheColourOfItsLabel() {
    assertEquals(new Colour(192, 128, 0), Palette.AVSS.colour(11, "theremin"));
  }

  @Test
  void vividKeepsTheFirstTwentyClassesApart() {
    List<Colour> seen = new ArrayList<>();
    for (int label = 1; label <= 20; label++) {
      Colour colour = Palette.VIVID.colour(label, "");
      for (Colour other : seen) {
        int difference =
            Math.abs(colour.red() - other.red())
                + Math.abs(colour.green() - other.green())
                + Math.abs(colour.blue() - other.blue());
        assertTrue(difference > 25, colour + " and " + other);
      }
      seen.add(colour);
    }
  }
}
