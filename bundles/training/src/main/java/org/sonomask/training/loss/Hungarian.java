// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import java.util.Arrays;

/**
 * Cheapest assignment of every row to a column of its own: the Hungarian method by shortest
 * augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), O(rows² · columns).
 */
final class Hungarian {
  private static final int FREE = -1;

  private final double[][] cost;
  private final int columns;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOfColumn;

  private Hungarian(double[][] cost) {
    this.cost = cost;
    this.columns = cost.length == 0 ? 0 : cost[0].length;
    this.rowPotential = new double[cost.length];
    this.columnPotential = new double[columns];
    this.rowOfColumn = new int[columns];
    Arrays.fill(rowOfColumn, FREE);
  }

  /**
   * Assigns.
   *
   * @param cost [rows][columns], finite, no more rows than columns
   * @return the column of each row
   */
  static int[] assign(double[][] cost) {
    if (cost.length > 0 && cost.length > cost[0].length) {
      throw new IllegalArgumentException(
          cost.length + " targets, but only " + cost[0].length + " queries to match them with.");
    }
    Hungarian method = new Hungarian(cost);
    for (int row = 0; row < cost.length; row++) {
      method.augment(row);
    }
    int[] columnOfRow = new int[cost.length];
    for (int column = 0; column < method.columns; column++) {
      if (method.rowOfColumn[column] != FREE) {
        columnOfRow[method.rowOfColumn[column]] = column;
      }
    }
    return columnOfRow;
  }

  /** Finds the shortest path from a free row to a free column and flips it. */
  private void augment(int start) {
    double[] distance = new double[columns];
    int[] previous = new int[columns];
    boolean[] done = new boolean[columns];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(previous, FREE);
    int row = start;
    int column = FREE;
    double length = 0;
    do {
      relax(row, column, length, distance, previous, done);
      column = nearest(distance, done);
      length = distance[column];
      done[column] = true;
      row = rowOfColumn[column];
    } while (row != FREE);
    shiftPotentials(start, distance, done, length);
    flip(start, column, previous);
  }

  private void relax(
      int row, int from, double length, double[] distance, int[] previous, boolean[] done) {
    for (int c = 0; c < columns; c++) {
      double through = length + cost[row][c] - rowPotential[row] - columnPotential[c];
      if (!done[c] && through < distance[c]) {
        distance[c] = through;
        previous[c] = from;
      }
    }
  }

  private int nearest(double[] distance, boolean[] done) {
    int best = FREE;
    for (int c = 0; c < columns; c++) {
      if (!done[c] && (best == FREE || distance[c] < distance[best])) {
        best = c;
      }
    }
    return best;
  }

  private void shiftPotentials(int start, double[] distance, boolean[] done, double length) {
    rowPotential[start] += length;
    for (int c = 0; c < columns; c++) {
      if (done[c] && rowOfColumn[c] != FREE) {
        double slack = length - distance[c];
        rowPotential[rowOfColumn[c]] += slack;
        columnPotential[c] -= slack;
      }
    }
  }

  private void flip(int start, int end, int[] previous) {
    int column = end;
    while (previous[column] != FREE) {
      rowOfColumn[column] = rowOfColumn[previous[column]];
      column = previous[column];
    }
    rowOfColumn[column] = start;
  }
}
