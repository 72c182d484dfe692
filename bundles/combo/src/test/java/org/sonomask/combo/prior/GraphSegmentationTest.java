// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares with the method written down plainly: a list of edges, sorted, and sets by number. */
class GraphSegmentationTest {
  private static final int WIDTH = 17;
  private static final int HEIGHT = 13;
  private static final int SCALE = 300;
  private static final int LEAST = 6;

  private record Edge(int a, int b, int weight) {}

  @Test
  void regionsAreThoseOfThePlainMethod() {
    GraphSegmentation segmentation = new GraphSegmentation(WIDTH, HEIGHT, SCALE, LEAST);
    Random random = new Random(6);
    int[] regions = new int[WIDTH * HEIGHT];
    for (int round = 0; round < 200; round++) {
      int[] rgb = picture(random, 1 + random.nextInt(200));
      segmentation.segment(rgb, regions);
      assertSamePartition(plain(rgb), regions);
    }
  }

  private static void assertSamePartition(int[] expected, int[] actual) {
    Map<Integer, Integer> there = new HashMap<>();
    Map<Integer, Integer> back = new HashMap<>();
    for (int i = 0; i < expected.length; i++) {
      there.putIfAbsent(expected[i], actual[i]);
      back.putIfAbsent(actual[i], expected[i]);
      assertEquals(there.get(expected[i]), actual[i]);
      assertEquals(back.get(actual[i]), expected[i]);
    }
  }

  private static int[] picture(Random random, int spread) {
    int[] rgb = new int[WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      int level = (i % WIDTH < WIDTH / 2 ? 20 : 40) + random.nextInt(spread);
      rgb[i] = level << 16 | level / 2 << 8 | random.nextInt(spread);
    }
    return rgb;
  }

  private static int[] plain(int[] rgb) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < rgb.length; i++) {
      if (i % WIDTH + 1 < WIDTH) {
        edges.add(new Edge(i, i + 1, weight(rgb[i], rgb[i + 1])));
      }
      if (i / WIDTH + 1 < HEIGHT) {
        edges.add(new Edge(i, i + WIDTH, weight(rgb[i], rgb[i + WIDTH])));
      }
    }
    edges.sort(Comparator.comparingInt(Edge::weight));
    int[] set = new int[rgb.length];
    int[] bound = new int[rgb.length];
    for (int i = 0; i < set.length; i++) {
      set[i] = i;
    }
    Arrays.fill(bound, SCALE);
    for (Edge edge : edges) {
      int a = set[edge.a];
      int b = set[edge.b];
      if (a != b && edge.weight <= Math.min(bound[a], bound[b])) {
        merge(set, a, b);
        bound[a] = edge.weight + SCALE / size(set, a);
      }
    }
    for (Edge edge : edges) {
      int a = set[edge.a];
      int b = set[edge.b];
      if (a != b && Math.min(size(set, a), size(set, b)) < LEAST) {
        merge(set, a, b);
      }
    }
    return set;
  }

  private static int weight(int p, int q) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      sum += Math.abs((p >> shift & 255) - (q >> shift & 255));
    }
    return sum;
  }

  private static void merge(int[] set, int a, int b) {
    for (int i = 0; i < set.length; i++) {
      set[i] = set[i] == b ? a : set[i];
    }
  }

  private static int size(int[] set, int name) {
    return (int) Arrays.stream(set).filter(s -> s == name).count();
  }
}
