// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void takesTheMedianOfTheDifferencesWithinEachRound() {
    Map<String, Deque<Long>> costs =
        Map.of(
            "source", new ArrayDeque<>(List.of(0L, 1000L, 9000L, 1000L)),
            "source ! element", new ArrayDeque<>(List.of(0L, 3000L, 9500L, 8000L)));
    Rounds rounds =
        new Rounds(
            List.of(new Variant("element", "source ! element", "source", 10)),
            pipeline -> 1000 * costs.get(pipeline).remove());
    assertEquals(new Rounds.Added(200, 50, 700), rounds.measure(1, 3).get("element"));
  }

  @Test
  void runsASharedBaselineOnceARoundAndInterleaves() {
    List<String> runs = new ArrayList<>();
    new Rounds(
            List.of(new Variant("a", "s ! a", "s", 1), new Variant("b", "s ! b", "s", 1)),
            pipeline -> {
              runs.add(pipeline);
              return 0;
            })
        .measure(0, 2);
    assertEquals(List.of("s", "s ! a", "s ! b", "s", "s ! a", "s ! b"), runs);
  }
}
