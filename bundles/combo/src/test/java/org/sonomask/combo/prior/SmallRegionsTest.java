// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallRegionsTest {

  @Test
  void smallHolesAreFilledAndLargerOnesStay() {
    assertTidied(
        3,
        new String[] {"########", "#.##..##", "####..##", "########"},
        new String[] {"########", "####..##", "####..##", "########"});
  }

  @Test
  void smallRegionsGoAndLargerOnesStay() {
    assertTidied(
        3,
        new String[] {"##....#.", "##......", "....#..#", "....#..."},
        new String[] {"##......", "##......", "........", "........"});
  }

  @Test
  void pixelsThatTouchAtACornerHangTogether() {
    boolean[] diagonal = mask("#...", ".#..", "..#.");
    assertFalse(SmallRegions.tidy(diagonal, 4, 3, 3));
  }

  @Test
  void ofSmallRegionsAloneTheLargestStays() {
    assertTidied(
        5, new String[] {"##...", "....#", "##..."}, new String[] {"##...", ".....", "....."});
  }

  @Test
  void emptyAndFullMasksStayAsTheyAre() {
    assertFalse(SmallRegions.tidy(new boolean[100], 10, 10, 10));
    boolean[] full = mask("##########", "##########");
    assertFalse(SmallRegions.tidy(full, 10, 2, 10));
  }

  @Test
  void aTidiedMaskIsTidy() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      boolean[] mask = new boolean[20 * 12];
      double density = random.nextDouble();
      for (int pixel = 0; pixel < mask.length; pixel++) {
        mask[pixel] = random.nextDouble() < density;
      }
      SmallRegions.tidy(mask, 20, 12, 4);
      boolean[] again = mask.clone();
      SmallRegions.tidy(again, 20, 12, 4);
      assertArrayEquals(mask, again, "round " + round);
    }
  }

  private static void assertTidied(int least, String[] before, String[] after) {
    boolean[] mask = mask(before);
    assertTrue(SmallRegions.tidy(mask, before[0].length(), before.length, least));
    assertArrayEquals(mask(after), mask);
    assertEquals(before[0].length(), after[0].length());
  }

  /** One string a row: # is inside. */
  static boolean[] mask(String... rows) {
    String all = String.join("", rows);
    boolean[] mask = new boolean[all.length()];
    for (int pixel = 0; pixel < mask.length; pixel++) {
      mask[pixel] = all.charAt(pixel) == '#';
    }
    return mask;
  }
}
