// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BuildPhasesTest {
  private static final double EXACT = 1e-9;

  private final BuildPhases phases = new BuildPhases();

  @Test
  void aPhaseIsAStepOfItsParent() {
    phases.begin("building", null, 4);
    phases.step("building", 0);
    phases.begin("tactics", "building", 10);
    phases.step("tactics", 4);
    assertEquals(0.25 + 0.25 * 0.5, phases.done(), EXACT);
    phases.end("tactics");
    phases.step("building", 1);
    assertEquals(0.5, phases.done(), EXACT);
  }

  @Test
  void aPhaseWithoutStepsIsOne() {
    phases.begin("building", null, 0);
    assertEquals(0, phases.done(), EXACT);
    phases.step("building", 0);
    assertEquals(1, phases.done(), EXACT);
  }

  @Test
  void whateverTensorRtTellsItNeverSinksAndStaysAShare() {
    Random random = new Random(3);
    double before = 0;
    for (int i = 0; i < 20_000; i++) {
      String phase = "p" + random.nextInt(6);
      String parent = random.nextInt(3) == 0 ? null : "p" + random.nextInt(6);
      switch (random.nextInt(4)) {
        case 0 ->
            phases.begin(phase, phase.equals(parent) ? null : above(phase), random.nextInt(9));
        case 1 -> phases.end(phase);
        default -> phases.step(phase, random.nextInt(12) - 1);
      }
      double done = phases.done();
      assertTrue(done >= before && done <= 1, done + " after " + before);
      before = done;
    }
  }

  private static String above(String phase) {
    int number = phase.charAt(1) - '0';
    return number == 0 ? null : "p" + (number - 1);
  }
}
