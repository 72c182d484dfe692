// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemRingTest {
  private record Item(int kind, long pointer, long time) {}

  @Test
  void itKeepsTheOrderThroughAnyGrowth() {
    Random random = new Random(2);
    ItemRing ring = new ItemRing();
    Deque<Item> model = new ArrayDeque<>();
    for (int step = 0; step < 20_000; step++) {
      boolean growing = step / 1000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        Item item = new Item(random.nextInt(3), step, random.nextInt(4) == 0 ? -1 : step * 10L);
        ring.add(item.kind, item.pointer, item.time, 5);
        model.addLast(item);
      } else if (!model.isEmpty()) {
        Item item = model.removeFirst();
        assertEquals(
            item, new Item(ring.kind(), ring.pointer(), ring.runningTime()), "step " + step);
        ring.remove();
      }
      assertEquals(model.isEmpty(), ring.isEmpty());
      assertEquals(
          model.stream().filter(item -> item.kind == ItemRing.BUFFER).count(), ring.buffers());
      assertEquals(span(model), ring.span());
    }
  }

  private static long span(Deque<Item> items) {
    long[] times =
        items.stream()
            .filter(item -> item.kind == ItemRing.BUFFER && item.time >= 0)
            .mapToLong(Item::time)
            .toArray();
    return times.length == 0 ? 0 : times[times.length - 1] - times[0];
  }
}
