// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectKindsTest {

  @Test
  void thereAreAsManyKindsAsTheNetworkTellsApartAllOfImageNet() throws Exception {
    List<int[]> kinds = ObjectKinds.labels();
    assertEquals(64, kinds.size());
    assertEquals(118, kinds.get(1).length, "breeds of dogs");
    for (int[] kind : kinds) {
      assertTrue(Arrays.stream(kind).allMatch(label -> label >= 0 && label < 1000));
    }
  }

  @Test
  void kindsAreMeansOfRowsWithoutWhatAllShareAndEquallyLong() {
    float[] rows = {4, 1, 0, 1, 1, 5, 1, -1};
    float[] biases = {1, 2, 3, 2};
    ObjectKinds kinds = ObjectKinds.of(rows, biases, List.of(new int[] {0, 1}, new int[] {2}));
    double[] shared = {1.5, 1.5};
    double[] pair = {2 - shared[0], 1 - shared[1]};
    double[] one = {1 - shared[0], 5 - shared[1]};
    double scale = Math.hypot(one[0], one[1]) / Math.hypot(pair[0], pair[1]);
    float[] expected = {
      (float) (pair[0] * scale), (float) (pair[1] * scale), (float) one[0], (float) one[1]
    };
    assertArrayEquals(expected, kinds.weight(), 1e-5f);
    assertArrayEquals(new float[] {(float) (-0.5 * scale), 1}, kinds.bias(), 1e-5f);
  }
}
