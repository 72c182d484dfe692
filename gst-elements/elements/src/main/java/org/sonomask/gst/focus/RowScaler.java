// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Resamples rows of one grid across. What comes out is packed, four samples in an int, the first in
 * its lowest bits. Loops are short and over ints, so that the JIT compiler makes vector
 * instructions of all but the one that gathers samples. Not thread-safe.
 */
final class RowScaler {
  static final int PACKED = 4;

  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HALF = AxisTaps.ONE / 2;

  private final AxisTaps taps;
  private final int step;
  private final int[] lanes;
  private final int left;
  private final int right;
  private final int[] taken;
  private final int[] sums;

  /** For each pair of samples and each place in an int: where the pair lies, and how it counts. */
  private int[][] offsets = {};

  private int[][] weights = {};
  private byte[] source = {};
  private byte[] samples = {};
  private int pairs;
  private int reach;

  /**
   * Prepares rows.
   *
   * @param taps placed before {@link #follow}
   * @param step bytes from one sample's place to the next
   * @param lanes bytes of a place that belong to the grid
   * @param left the first place that may be shown
   * @param right the place after the last one
   */
  RowScaler(AxisTaps taps, int step, int[] lanes, int left, int right) {
    this.taps = taps;
    this.step = step;
    this.lanes = lanes;
    this.left = left;
    this.right = right;
    taken = new int[packedLength()];
    sums = new int[packedLength()];
  }

  /** Ints of a row. */
  int packedLength() {
    return (taps.out() * lanes.length + PACKED - 1) / PACKED;
  }

  /** Takes the stretch that the taps have now. */
  void follow() {
    pairs = (taps.taps() + 1) / 2;
    reach = taps.first(taps.out() - 1) + 2 * pairs - taps.first(0);
    if (offsets.length < pairs * PACKED) {
      offsets = new int[pairs * PACKED][packedLength()];
      weights = new int[pairs * PACKED][packedLength()];
    }
    if (samples.length < reach * lanes.length) {
      samples = new byte[reach * lanes.length];
      source = new byte[reach * step];
    }
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = 0; i < taps.out(); i++) {
        place(pair, i);
      }
    }
  }

  /** The weights stand the other way round: the middle of the product is the sum of both. */
  private void place(int pair, int i) {
    int weight = taps.weight(i, 2 * pair) << 16 | taps.weight(i, 2 * pair + 1);
    int offset = taps.first(i) - taps.first(0) + 2 * pair;
    for (int lane = 0; lane < lanes.length; lane++) {
      int to = i * lanes.length + lane;
      int which = pair * PACKED + to % PACKED;
      offsets[which][to / PACKED] = lane * reach + offset;
      weights[which][to / PACKED] = weight;
    }
  }

  /**
   * Resamples a row.
   *
   * @param in where it is
   * @param start of the row's first byte
   * @param packed where it goes
   */
  void scale(ByteBuffer in, int start, int[] packed) {
    load(in, start);
    Arrays.fill(packed, 0);
    for (int place = 0; place < PACKED; place++) {
      Arrays.fill(sums, HALF);
      for (int pair = 0; pair < pairs; pair++) {
        gather(offsets[pair * PACKED + place]);
        add(weights[pair * PACKED + place]);
      }
      put(packed, place * Byte.SIZE);
    }
  }

  /** Reads what is shown; beyond the ends the outermost samples go on. */
  private void load(ByteBuffer in, int start) {
    int first = taps.first(0);
    int from = Math.max(left, Math.min(right - 1, first));
    int to = Math.max(from + 1, Math.min(right, first + reach));
    if (step == 1) {
      in.get(start + from, samples, from - first, to - from);
    } else {
      in.get(start + from * step, source, 0, (to - from) * step);
    }
    for (int lane = 0; lane < lanes.length; lane++) {
      int row = lane * reach;
      if (step > 1) {
        separate(lanes[lane], row + from - first, to - from);
      }
      Arrays.fill(samples, row, row + from - first, samples[row + from - first]);
      Arrays.fill(samples, row + to - first, row + reach, samples[row + to - first - 1]);
    }
  }

  private void separate(int lane, int start, int length) {
    for (int i = 0, at = lane; i < length; i++, at += step) {
      samples[start + i] = source[at];
    }
  }

  private void gather(int[] from) {
    for (int i = 0; i < taken.length; i++) {
      taken[i] = (short) PAIR.get(samples, from[i]) & 0xFFFF;
    }
  }

  private void add(int[] counting) {
    for (int i = 0; i < sums.length; i++) {
      int pair = taken[i];
      sums[i] += ((pair | pair << 8) & 0xFF00FF) * counting[i] >>> 16;
    }
  }

  private void put(int[] packed, int shift) {
    for (int i = 0; i < sums.length; i++) {
      packed[i] |= sums[i] >>> 8 << shift;
    }
  }
}
