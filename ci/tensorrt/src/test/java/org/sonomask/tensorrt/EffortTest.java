// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EffortTest {

  @Test
  void streamsAreTensorRtsChoiceUnlessTheyAreSaid() {
    assertEquals(new Effort(1, OptionalInt.empty()), Effort.parse("1"));
    assertEquals(new Effort(3, OptionalInt.of(2)), Effort.parse("3/2"));
    assertThrows(IllegalArgumentException.class, () -> Effort.parse("high"));
  }
}
