// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PointerMapTest {

  @Test
  void itHoldsWhatAHashMapHolds() {
    Random random = new Random(1);
    PointerMap<String> map = new PointerMap<>();
    Map<Long, String> model = new HashMap<>();
    for (int step = 0; step < 5000; step++) {
      long key = 0x7f0000000000L + random.nextInt(60) * 16L;
      if (random.nextInt(5) < 2) {
        assertEquals(model.remove(key), map.remove(key));
      } else {
        map.put(key, "v" + step);
        model.put(key, "v" + step);
      }
      long other = 0x7f0000000000L + random.nextInt(60) * 16L;
      assertEquals(model.get(other), map.get(other));
      assertEquals(new HashSet<>(model.values()), new HashSet<>(map.values()));
    }
  }
}
