// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.rle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * COCO's text for run lengths ({@code rleToString} and {@code rleFrString} of {@code maskApi.c}):
 * from the fourth on, each length is a difference from the one two before; five bits a character,
 * least significant first, 0x20 says that more follow, 0x10 of the last is the sign, and 48 makes
 * it printable.
 */
final class RunText {
  private static final int FIRST = 48;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;
  private static final int BITS = 5;
  private static final int MAX_CHARS = 7;

  private RunText() {}

  static String write(int[] counts) {
    byte[] text = new byte[Math.multiplyExact(counts.length, MAX_CHARS)];
    int size = 0;
    for (int i = 0; i < counts.length; i++) {
      int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more;
      do {
        int digit = rest & 0x1f;
        rest >>= BITS;
        more = (digit & SIGN) == 0 ? rest != 0 : rest != -1;
        text[size++] = (byte) (FIRST + digit + (more ? MORE : 0));
      } while (more);
    }
    return new String(text, 0, size, StandardCharsets.ISO_8859_1);
  }

  /** Reads lengths that must add up to {@code pixels}. */
  static int[] read(CharSequence text, int pixels) {
    int[] counts = new int[(int) Math.min(text.length(), pixels + 1L)];
    int size = 0;
    long sum = 0;
    int at = 0;
    while (at < text.length()) {
      int end = lengthEnd(text, at);
      long value = value(text, at, end);
      if (size > 2) {
        value += counts[size - 2];
      }
      sum += value;
      if (value < 0 || sum > pixels || size == counts.length) {
        throw bad(text, at, "is followed by runs that leave the mask's " + pixels + " pixels");
      }
      counts[size++] = (int) value;
      at = end;
    }
    if (sum != pixels) {
      throw new IllegalArgumentException(
          "the runs cover %d pixels but the mask has %d: is its size right?"
              .formatted(sum, pixels));
    }
    return size == counts.length ? counts : Arrays.copyOf(counts, size);
  }

  private static int lengthEnd(CharSequence text, int from) {
    int limit = Math.min(text.length(), from + MAX_CHARS);
    for (int at = from; at < limit; at++) {
      int digit = text.charAt(at) - FIRST;
      if (digit < 0 || digit >= 2 * MORE) {
        throw bad(text, at, "is not of COCO's alphabet '0' to 'o'");
      }
      if ((digit & MORE) == 0) {
        return at + 1;
      }
    }
    throw bad(text, from, "starts a run length that does not end");
  }

  private static long value(CharSequence text, int from, int end) {
    long value = 0;
    int shift = 0;
    for (int at = from; at < end; at++, shift += BITS) {
      value |= (long) (text.charAt(at) - FIRST & 0x1f) << shift;
    }
    boolean negative = (text.charAt(end - 1) - FIRST & SIGN) != 0;
    return negative ? value | -1L << shift : value;
  }

  private static IllegalArgumentException bad(CharSequence text, int at, String what) {
    return new IllegalArgumentException(
        "COCO RLE: character %d (0x%x) %s".formatted(at, (int) text.charAt(at), what));
  }
}
