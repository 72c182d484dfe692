// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssetBootstrapTest {
  private static final int CLIPS = 200;
  private static final List<Double> VALUES =
      new Random(3).doubles(CLIPS / 4).boxed().flatMap(v -> List.of(v, v, v, v).stream()).toList();

  @Test
  void clipsOfTheirOwnAssetsGiveTheOrdinaryInterval() {
    double[] interval = AssetBootstrap.interval(VALUES, own());
    double mean = VALUES.stream().mapToDouble(v -> v).average().orElseThrow();
    double square = VALUES.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(square) / CLIPS;
    assertEquals(mean - 1.96 * error, interval[0], 0.2 * error);
    assertEquals(mean + 1.96 * error, interval[1], 0.2 * error);
  }

  @Test
  void fourClipsOfOneAssetTellAsMuchAsOne() {
    List<List<String>> shared =
        IntStream.range(0, CLIPS).mapToObj(i -> List.of("asset " + i / 4)).toList();
    double alone = width(AssetBootstrap.interval(VALUES, own()));
    double together = width(AssetBootstrap.interval(VALUES, shared));
    assertEquals(2, together / alone, 0.2);
  }

  @Test
  void theSameClipsGiveTheSameEnds() {
    assertArrayEquals(
        AssetBootstrap.interval(VALUES, own()), AssetBootstrap.interval(VALUES, own()));
  }

  private static List<List<String>> own() {
    return IntStream.range(0, CLIPS).mapToObj(i -> List.of("asset " + i)).toList();
  }

  private static double width(double[] interval) {
    return interval[1] - interval[0];
  }
}
