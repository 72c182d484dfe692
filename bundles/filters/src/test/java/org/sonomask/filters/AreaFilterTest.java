// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaFilterTest {
  private final Studio studio = new Studio(new AreaFilter(20.0 / Studio.PIXELS));

  @Test
  void specksGoAndObjectsStay() {
    studio.clear().draw(1, 5, 5, 4, 4, 0.9).draw(2, 30, 30, 5, 4, 0.9).show(1);
    assertEquals(20, studio.marked());
    assertEquals(2, studio.at(30, 30));
  }

  @Test
  void holesAreFilledWithWhatIsAroundThem() {
    studio.clear().draw(2, 10, 10, 30, 30, 0.9).draw(0, 20, 20, 4, 4, 0.9).show(1);
    assertEquals(900, studio.marked());
    assertEquals(2, studio.at(22, 22));
  }

  @Test
  void aHoleWithASpeckInItIsAHole() {
    studio.clear().draw(1, 10, 10, 30, 30, 0.9).draw(0, 20, 20, 4, 4, 0.9).draw(2, 21, 21, 2, 2, 1);
    studio.show(1);
    assertEquals(900, studio.marked());
    assertEquals(1, studio.at(21, 21));
  }

  @Test
  void aGapAtTheEdgeOfThePictureIsNoHole() {
    studio.clear().draw(1, 0, 10, 30, 30, 0.9).draw(0, 0, 20, 4, 4, 0.9).show(1);
    assertEquals(884, studio.marked());
  }

  @Test
  void whatIsLeftIsLargeWhateverComes() {
    Random random = new Random(4);
    for (int round = 0; round < 100; round++) {
      studio.clear();
      for (int i = 0; i < 30; i++) {
        studio.draw(
            random.nextInt(3),
            random.nextInt(50),
            random.nextInt(50),
            1 + random.nextInt(12),
            1 + random.nextInt(12),
            0.8);
      }
      studio.show(1);
      studio.regions.forEach(region -> assertEquals(true, region.area() >= 20));
    }
  }
}
