// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HungarianTest {

  @Test
  void noRowsNeedNoColumns() {
    assertEquals(0, Hungarian.assign(new double[0][]).length);
  }

  @Test
  void moreRowsThanColumnsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Hungarian.assign(new double[][] {{1}, {2}}));
  }

  @Test
  void theSecondBestIsTakenWhereTwoRowsWantTheSameColumn() {
    assertArrayEquals(new int[] {0, 1}, Hungarian.assign(new double[][] {{1, 9, 9}, {2, 3, 9}}));
  }

  @Test
  void theCostIsTheLeastOfAllAssignments() {
    Random random = new Random(7);
    for (int trial = 0; trial < 300; trial++) {
      int rows = 1 + random.nextInt(4);
      int columns = rows + random.nextInt(4);
      double[][] cost = new double[rows][columns];
      for (double[] row : cost) {
        Arrays.setAll(row, c -> random.nextGaussian());
      }
      int[] assigned = Hungarian.assign(cost);
      double total = 0;
      for (int row = 0; row < rows; row++) {
        total += cost[row][assigned[row]];
      }
      assertEquals(rows, Arrays.stream(assigned).distinct().count());
      assertEquals(least(cost, 0, new boolean[columns]), total, 1e-9);
    }
  }

  private static double least(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        best = Math.min(best, cost[row][column] + least(cost, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }
}
