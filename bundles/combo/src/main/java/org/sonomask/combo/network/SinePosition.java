// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sonomask.combo.tensor.Tensors;

/**
 * Sine position embedding of a map (combo section 4.5, step 2): half the channels say the row, half
 * the column. Only an edge of each is stored; the table of all pixels is their sum. Edges are kept,
 * for an eager interpreter asks for the same few again and again.
 */
final class SinePosition {
  private static final double TEMPERATURE = 10000;
  private static final double EPSILON = 1e-6;

  private static final Map<List<Integer>, float[]> EDGES = new ConcurrentHashMap<>();

  private SinePosition() {}

  /** The embedding of each pixel, [height · width, size]. */
  static <T> T of(Tensors<T> t, int height, int width, int size) {
    T rows = t.constant(edge(height, size, 0), height, 1, size);
    T columns = t.constant(edge(width, size, size / 2), 1, width, size);
    return t.reshape(t.add(rows, columns), (long) height * width, size);
  }

  /** Row-major [places, size], in half of the channels from {@code first} on; 0 in the others. */
  private static float[] edge(int places, int size, int first) {
    return EDGES.computeIfAbsent(
        List.of(places, size, first),
        key -> {
          float[] edge = new float[places * size];
          for (int place = 0; place < places; place++) {
            fill(edge, place * size + first, size / 2, place + 1, places);
          }
          return edge;
        });
  }

  private static void fill(float[] table, int at, int half, int place, int places) {
    double turn = place / (places + EPSILON) * 2 * Math.PI;
    for (int c = 0; c < half; c++) {
      double angle = turn / Math.pow(TEMPERATURE, 2.0 * (c / 2) / half);
      table[at + c] = (float) (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
  }
}
