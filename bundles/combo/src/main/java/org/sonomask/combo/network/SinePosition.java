// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sine position embedding of a map (combo section 4.5, step 2): half the channels say the row.
 * Tables are kept, for an eager interpreter asks for the same few again and again.
 */
final class SinePosition {
  private static final double TEMPERATURE = 10000;
  private static final double EPSILON = 1e-6;

  private static final Map<List<Integer>, float[]> TABLES = new ConcurrentHashMap<>();

  private SinePosition() {}

  /**
   * The table of a map.
   *
   * @return row-major [height · width, size], shared: not to be changed
   */
  static float[] table(int height, int width, int size) {
    return TABLES.computeIfAbsent(List.of(height, width, size), key -> make(height, width, size));
  }

  private static float[] make(int height, int width, int size) {
    float[] table = new float[height * width * size];
    int half = size / 2;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = (row * width + column) * size;
        fill(table, at, half, row + 1, height);
        fill(table, at + half, half, column + 1, width);
      }
    }
    return table;
  }

  private static void fill(float[] table, int at, int half, int place, int places) {
    double turn = place / (places + EPSILON) * 2 * Math.PI;
    for (int c = 0; c < half; c++) {
      double angle = turn / Math.pow(TEMPERATURE, 2.0 * (c / 2) / half);
      table[at + c] = (float) (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
  }
}
