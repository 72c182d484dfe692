// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import java.util.Arrays;

/**
 * Run lengths of a binary mask as the COCO tools keep them: pixels in column-major order, runs of
 * zeros and ones in turn, beginning with zeros (so the first run may be empty). The text form is
 * theirs too: from the fourth run on each run less the one two before it, in groups of five bits,
 * least significant first, bit 5 says that more follow, each group written as the character 48
 * above it.
 *
 * @param height of the mask in pixels
 * @param width of the mask in pixels
 * @param counts the runs; they add up to the mask's pixels
 */
public record CocoRle(int height, int width, int[] counts) {

  private static final int GROUP_BITS = 5;
  private static final int GROUP_MASK = 0x1f;
  private static final int SIGN = 0x10;
  private static final int MORE = 0x20;
  private static final int FIRST_CHARACTER = 48;

  /** A run needs at most seven groups of five bits. */
  private static final int MAX_SHIFT = 30;

  public CocoRle {
    if (height < 0 || width < 0) {
      throw new IllegalArgumentException("a mask cannot be " + width + "x" + height);
    }
    long pixels = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a run cannot be " + count + " pixels long");
      }
      pixels += count;
    }
    if (pixels != (long) height * width) {
      throw new IllegalArgumentException(
          "the runs cover " + pixels + " pixels, but the mask is " + width + "x" + height);
    }
  }

  /**
   * The runs of one class.
   *
   * @param labels class of each pixel, row-major
   * @param label the class that counts as one
   */
  public static CocoRle of(byte[] labels, int width, int height, int label) {
    int[] counts = new int[16];
    int runs = 0;
    int length = 0;
    boolean inside = false;
    for (int x = 0; x < width; x++) {
      for (int pixel = x; pixel < width * height; pixel += width) {
        if (((labels[pixel] & 0xff) == label) != inside) {
          if (runs + 1 == counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
          }
          counts[runs++] = length;
          length = 0;
          inside = !inside;
        }
        length++;
      }
    }
    counts[runs++] = length;
    return new CocoRle(height, width, Arrays.copyOf(counts, runs));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is no such form or does not fit the size
   */
  public static CocoRle parse(String text, int width, int height) {
    int[] counts = new int[text.length()];
    int runs = 0;
    int at = 0;
    while (at < text.length()) {
      int value = 0;
      int shift = 0;
      int group;
      do {
        if (at == text.length() || shift > MAX_SHIFT) {
          throw new IllegalArgumentException("the run lengths end in the middle of a number");
        }
        group = text.charAt(at++) - FIRST_CHARACTER;
        if (group < 0 || group >= 2 * MORE) {
          throw new IllegalArgumentException("no character of run lengths at " + (at - 1));
        }
        value |= (group & GROUP_MASK) << shift;
        shift += GROUP_BITS;
      } while ((group & MORE) != 0);
      if ((group & SIGN) != 0 && shift < Integer.SIZE) {
        value |= -1 << shift;
      }
      counts[runs] = runs > 2 ? value + counts[runs - 2] : value;
      runs++;
    }
    return new CocoRle(height, width, Arrays.copyOf(counts, runs));
  }

  /** The text form, {@code counts} in COCO's JSON. */
  public String text() {
    StringBuilder text = new StringBuilder(2 * counts.length);
    for (int run = 0; run < counts.length; run++) {
      int value = run > 2 ? counts[run] - counts[run - 2] : counts[run];
      boolean more;
      do {
        int group = value & GROUP_MASK;
        value >>= GROUP_BITS;
        more = (group & SIGN) != 0 ? value != -1 : value != 0;
        text.append((char) (FIRST_CHARACTER + (more ? group | MORE : group)));
      } while (more);
    }
    return text.toString();
  }

  /** Sets every pixel of the mask to the label, and leaves the others, row-major. */
  public void paint(byte[] labels, int label) {
    int position = 0;
    for (int run = 0; run < counts.length; run++) {
      for (int end = position + counts[run]; position < end; position++) {
        if (run % 2 == 1) {
          labels[position % height * width + position / height] = (byte) label;
        }
      }
    }
  }

  /** How many pixels the mask covers. */
  public int area() {
    int area = 0;
    for (int run = 1; run < counts.length; run += 2) {
      area += counts[run];
    }
    return area;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CocoRle rle
        && rle.height == height
        && rle.width == width
        && Arrays.equals(rle.counts, counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return width + "x" + height + " " + text();
  }
}
