// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfficialRateTest {

  @Test
  void theRateIsThatAfterTheWarmUp() {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    OfficialRate.measure(
        List.of(
            new double[] {5, 30, 0, 90},
            new double[] {10, 40, 0, 80},
            new double[] {20, 45, 0, 70},
            new double[] {30, 50, 0, 60}),
        8,
        figures);
    assertEquals(2, figures.get("steps_per_s").asDouble(), 1e-9);
    assertEquals(16, figures.get("clips_per_s").asDouble(), 1e-9);
    assertEquals(30, figures.get("steps").asInt());
    assertTrue(figures.get("finite").asBoolean());
  }

  @Test
  void aLossThatIsNoNumberIsTold() {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    OfficialRate.measure(
        List.of(new double[] {1, 1, 0, 9}, new double[] {2, 2, 0, Double.NaN}), 8, figures);
    assertFalse(figures.get("finite").asBoolean());
  }
}
