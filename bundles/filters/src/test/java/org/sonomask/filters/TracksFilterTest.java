// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskStep;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;

class TracksFilterTest {
  private final Studio studio = new Studio(new TracksFilter(0.2, 1000));

  @Test
  void anObjectKeepsItsNumberWhileItMovesAndChangesItsClass() {
    long first = only(studio.clear().draw(1, 5, 20, 16, 16, 0.9).show(1));
    assertEquals(1, first);
    for (int i = 1; i < 8; i++) {
      studio.clear().draw(1 + i % 2, 5 + 4 * i, 20, 16, 16, 0.9);
      assertEquals(first, only(studio.show(Studio.picture(4 * i, 0), 1)), "mask " + i);
    }
  }

  @Test
  void whatFallsSilentKeepsItsNumberForAWhile() {
    long first = only(studio.clear().draw(1, 10, 10, 16, 16, 0.9).show(1));
    studio.clear().show(1);
    studio.clear().show(1);
    assertEquals(first, only(studio.clear().draw(1, 12, 10, 16, 16, 0.9).show(1)));
    for (int i = 0; i < 6; i++) {
      studio.clear().show(1);
    }
    assertNotEquals(first, only(studio.clear().draw(1, 12, 10, 16, 16, 0.9).show(1)));
  }

  @Test
  void twoObjectsHaveTwoNumbersAndASceneCutGivesNewOnes() {
    studio.clear().draw(1, 5, 5, 16, 16, 0.9).draw(1, 40, 40, 16, 16, 0.9);
    studio.show(Studio.grey(30), 1);
    assertEquals(List.of(1L, 2L), numbers());
    studio.clear().draw(1, 5, 5, 16, 16, 0.9).draw(1, 40, 40, 16, 16, 0.9);
    studio.show(Studio.grey(220), 1);
    assertEquals(List.of(3L, 4L), numbers());
  }

  @Test
  void ofTwoHalvesTheGreaterContinues() {
    studio.clear().draw(1, 5, 5, 40, 16, 0.9).show(1);
    studio.clear().draw(1, 5, 5, 12, 16, 0.9).draw(1, 20, 5, 25, 16, 0.9).show(1);
    assertEquals(List.of(2L, 1L), numbers());
  }

  @Test
  void moreObjectsThanAreRememberedDoNotKeepNewOnesFromBeingFollowed() {
    Studio busy = new Studio(new TracksFilter(0.2, 10_000));
    grid(busy.clear(), 0).show(1);
    grid(busy.clear(), 4).show(1);
    List<Long> numbers = busy.regions.stream().map(Region::track).toList();
    grid(busy.clear(), 4).show(1);
    assertEquals(numbers, busy.regions.stream().map(Region::track).toList());
  }

  private static Studio grid(Studio studio, int shift) {
    for (int i = 0; i < 60; i++) {
      studio.draw(1, i % 8 * 8 + shift, i / 8 * 8 + shift, 3, 3, 0.9);
    }
    return studio;
  }

  /** The order in which regions come changes no number, and no two regions share one. */
  @Test
  void numbersDoNotDependOnTheOrderOfRegions() {
    for (int seed = 0; seed < 60; seed++) {
      Studio one = new Studio(new TracksFilter());
      Studio other = new Studio(new Shuffling(new TracksFilter(), new Random(seed)));
      for (int mask = 0; mask < 10; mask++) {
        scatter(one.clear(), new Random(31L * seed + mask));
        scatter(other.clear(), new Random(31L * seed + mask));
        one.show(1);
        other.show(1);
        assertEquals(byPlace(one.regions), byPlace(other.regions), "seed " + seed);
        List<Long> numbers = one.regions.stream().map(Region::track).toList();
        assertEquals(numbers.size(), new HashSet<>(numbers).size(), numbers.toString());
      }
    }
  }

  private static void scatter(Studio studio, Random random) {
    for (int i = 0; i < 6; i++) {
      int left = 10 * i - random.nextInt(3) + 3;
      int top = 10 + random.nextInt(20);
      if (random.nextInt(4) > 0) {
        studio.draw(1 + i % 2, left, top, 3 + random.nextInt(8), 6 + random.nextInt(20), 0.9);
      }
    }
  }

  private static Map<Region, Long> byPlace(List<Region> regions) {
    return regions.stream()
        .collect(Collectors.toMap(region -> region.withTrack(0), Region::track, (a, b) -> -1L));
  }

  private record Shuffling(MaskFilter filter, Random random) implements MaskFilter {
    @Override
    public String name() {
      return "shuffling";
    }

    @Override
    public Instance open(SegmenterInfo info) {
      Instance tracks = filter.open(info);
      return new Instance() {
        @Override
        public void apply(MaskStep step) {
          tracks.apply(step);
        }

        @Override
        public List<Region> regions(MaskStep step, List<Region> regions) {
          List<Region> shuffled = new ArrayList<>(regions);
          Collections.shuffle(shuffled, random);
          return tracks.regions(step, shuffled);
        }

        @Override
        public void reset() {
          tracks.reset();
        }
      };
    }
  }

  private static long only(Studio studio) {
    assertEquals(1, studio.regions.size());
    return studio.regions.get(0).track();
  }

  private List<Long> numbers() {
    return studio.regions.stream().map(Region::track).toList();
  }
}
