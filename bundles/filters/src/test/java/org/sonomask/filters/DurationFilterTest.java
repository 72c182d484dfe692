// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Masks are 200 ms apart. */
class DurationFilterTest {
  private final Studio studio = new Studio(new DurationFilter(300, 0.95));

  @Test
  void whatIsMarkedForAMomentIsNotShown() {
    studio.clear().show(1);
    for (int i = 0; i < 5; i++) {
      studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
      assertEquals(0, studio.marked());
      studio.clear().show(1);
      assertEquals(0, studio.marked());
    }
  }

  @Test
  void whatStaysIsShownWhenItIsOldEnough() {
    studio.clear().show(1);
    for (int mask = 0; mask < 4; mask++) {
      studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
      assertEquals(mask < 2 ? 0 : 400, studio.marked(), "mask " + mask);
    }
  }

  @Test
  void growingMovingAndAnotherClassMakeNothingYoung() {
    studio.clear().draw(1, 10, 10, 10, 10, 0.9).show(1);
    studio.clear().draw(1, 14, 10, 20, 20, 0.9).show(Studio.picture(4, 0), 1);
    assertEquals(400, studio.marked());
    studio.clear().draw(2, 18, 10, 20, 20, 0.9).show(Studio.picture(8, 0), 1);
    assertEquals(400, studio.marked());
  }

  @Test
  void whatStaysForMonthsStaysShown() {
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
    for (int days = 0; days < 120; days += 10) {
      studio.skip(10 * 24 * 3600 * 5);
      studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
      assertEquals(400, studio.marked(), days + " days");
    }
    studio.clear().draw(1, 40, 40, 10, 10, 0.9).show(1);
    assertEquals(0, studio.marked(), "what is new is young");
  }

  @Test
  void whatIsSureIsShownAtOnce() {
    studio.clear().show(1);
    studio.clear().draw(1, 10, 10, 20, 20, 0.97).show(1);
    assertEquals(400, studio.marked());
  }

  @Test
  void whatIsThereAtTheStartIsShownAtOnce() {
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(1);
    assertEquals(400, studio.marked());
  }

  @Test
  void afterASceneCutWhatIsThereIsShownAtOnce() {
    studio.clear().show(Studio.grey(20), 1);
    studio.clear().draw(1, 10, 10, 20, 20, 0.9).show(Studio.grey(200), 1);
    assertEquals(400, studio.marked());
  }
}
