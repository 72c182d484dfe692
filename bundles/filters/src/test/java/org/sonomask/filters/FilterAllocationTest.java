// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonomask.api.MaskFilter;

/** What a mask allocates on the Java heap in each filter, regions included. */
class FilterAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MASKS = 1000;

  /** A mask has two arrays of eight times as many; its regions alone take two fifths. */
  private static final int MASK_BYTES = 500;

  private final List<ByteBuffer> pictures = new ArrayList<>();

  FilterAllocationTest() {
    for (int i = 0; i < 8; i++) {
      pictures.add(Studio.picture(i, 0));
    }
  }

  static List<MaskFilter> filters() {
    return List.of(
        new GateFilter(),
        new HysteresisFilter(),
        new SimilarityFilter(),
        new AreaFilter(),
        new DurationFilter(),
        new TracksFilter());
  }

  @ParameterizedTest
  @MethodSource("filters")
  void masksAreFilteredInMemoryThatIsThere(MaskFilter filter) {
    Studio studio = new Studio(filter);
    show(studio);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    show(studio);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < MASKS * MASK_BYTES, filter.name() + " allocates " + bytes / MASKS);
  }

  /** Two objects that move with the picture, there and back. */
  private void show(Studio studio) {
    for (int i = 0; i < MASKS; i++) {
      int right = i / 8 % 2 == 0 ? i % 8 : 7 - i % 8;
      studio.clear().draw(1, 5 + right, 5, 16, 16, 0.9).draw(2, 35 + right, 30, 20, 16, 0.9);
      studio.show(pictures.get(right), 0.5);
    }
  }

  @Test
  void twoObjectsAreThere() {
    Studio studio = new Studio(new TracksFilter());
    show(studio);
    assertEquals(2, studio.regions.size());
    assertEquals(1 + 2, studio.regions.stream().mapToLong(region -> region.track()).sum());
  }
}
