// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.LongBuffer;

/**
 * Blends a repeating pattern of bytes with one opacity, word by word: the even and the odd bytes of
 * a word are spread over 16-bit lanes, which no product of a byte and an opacity overflows.
 *
 * <p>Words go through a small array: the JIT compiler makes vector instructions of loops over
 * arrays, but not of loops over buffers, which is three times slower in spite of the copy.
 *
 * <p>Not thread-safe; painting allocates nothing.
 */
final class SolidBrush {

  private static final int CHUNK = 256;
  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long HALF = 0x0080_0080_0080_0080L;

  /** Words after which any pattern of 1 to 4 bytes has come round. */
  private static final int PERIOD = 3;

  private final int pixelStride;
  private final int[] pattern;
  private final long touched;
  private final long[] addEven = new long[CHUNK + PERIOD];
  private final long[] addOdd = new long[CHUNK + PERIOD];
  private final long[] words = new long[CHUNK];

  /** The pattern itself, as words. */
  private final long[] full = new long[CHUNK + PERIOD];

  private int opacity = -1;

  /**
   * @param pattern the values of a pixel's bytes; negative for a byte that is to be kept
   */
  SolidBrush(int[] pattern) {
    this.pattern = pattern;
    this.pixelStride = pattern.length;
    long mask = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      mask |= pattern[i % pixelStride] < 0 ? 0 : 0xFFL << 8 * i;
    }
    touched = mask;
    for (int i = 0; i < Long.BYTES * full.length; i++) {
      full[i / Long.BYTES] |= (long) Math.max(0, pattern[i % pixelStride]) << 8 * (i % Long.BYTES);
    }
  }

  /** Whether runs that start at a byte can be painted: the pattern must meet words as laid out. */
  boolean fits(int at) {
    return pixelStride == 3 || at % pixelStride == 0;
  }

  /**
   * Blends the pattern into the bytes from {@code at} to {@code end}.
   *
   * @return the byte up to which was painted: {@code end}, unless that lies beyond the last word
   */
  int paint(LongBuffer plane, int at, int end, int newOpacity) {
    prepare(newOpacity);
    int wordEnd = Math.min(end + 7 >> 3, plane.limit());
    for (int word = at >> 3; word < wordEnd; word += CHUNK) {
      int count = Math.min(CHUNK, wordEnd - word);
      plane.get(word, words, 0, count);
      long first = words[0];
      long last = words[count - 1];
      if (opacity == Spans.OPAQUE) {
        fill(count, phase(8 * word - at));
      } else if (touched == -1L) {
        mix(words, count, 256 - opacity, addEven, addOdd, phase(8 * word - at));
      } else {
        mixTouched(words, count, 256 - opacity, addEven, addOdd, touched);
      }
      words[0] = merge(first, words[0], after(at - 8 * word));
      words[count - 1] = merge(last, words[count - 1], ~after(end - 8 * (word + count - 1)));
      plane.put(word, words, 0, count);
    }
    return Math.min(end, 8 * wordEnd);
  }

  /** Writes what hides all below, without products. */
  private void fill(int count, int phase) {
    if (touched == -1L) {
      System.arraycopy(full, phase, words, 0, count);
    } else {
      cover(words, count, touched, full[0]);
    }
  }

  private static void cover(long[] words, int count, long touched, long pattern) {
    for (int i = 0; i < count; i++) {
      words[i] = words[i] & ~touched | pattern;
    }
  }

  /** Fills the arrays with the pattern's share for an opacity. */
  private void prepare(int newOpacity) {
    if (newOpacity == opacity) {
      return;
    }
    opacity = newOpacity;
    for (int i = 0; i < addEven.length; i++) {
      addEven[i] = HALF;
      addOdd[i] = HALF;
      for (int lane = 0; lane < Long.BYTES; lane += 2) {
        addEven[i] += (long) share(8 * i + lane) << 8 * lane;
        addOdd[i] += (long) share(8 * i + lane + 1) << 8 * lane;
      }
    }
  }

  private int share(int at) {
    return Math.max(0, pattern[at % pixelStride]) * opacity;
  }

  /** Where in the arrays the pattern stands as it does so many bytes after a pixel's start. */
  private int phase(int bytes) {
    int within = Math.floorMod(bytes, pixelStride);
    return pixelStride == PERIOD ? 2 * within % PERIOD : 0;
  }

  /** All bits of the bytes of a word from a byte on. */
  private static long after(int bytes) {
    return bytes <= 0 ? -1L : bytes >= Long.BYTES ? 0 : -1L << 8 * bytes;
  }

  private static long merge(long old, long painted, long mask) {
    return old & ~mask | painted & mask;
  }

  private static void mix(
      long[] words, int count, int rest, long[] addEven, long[] addOdd, int phase) {
    for (int i = 0; i < count; i++) {
      long old = words[i];
      long even = (old & EVEN_BYTES) * rest + addEven[phase + i];
      long odd = (old >>> 8 & EVEN_BYTES) * rest + addOdd[phase + i];
      words[i] = even >>> 8 & EVEN_BYTES | odd & ~EVEN_BYTES;
    }
  }

  private static void mixTouched(
      long[] words, int count, int rest, long[] addEven, long[] addOdd, long touched) {
    for (int i = 0; i < count; i++) {
      long old = words[i];
      long even = (old & EVEN_BYTES) * rest + addEven[i];
      long odd = (old >>> 8 & EVEN_BYTES) * rest + addOdd[i];
      words[i] = old & ~touched | (even >>> 8 & EVEN_BYTES | odd & ~EVEN_BYTES) & touched;
    }
  }
}
