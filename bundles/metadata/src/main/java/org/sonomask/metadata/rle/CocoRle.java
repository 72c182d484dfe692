// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.rle;

import java.util.Arrays;
import java.util.Objects;

/**
 * A binary mask as COCO's tools write it: lengths of runs of equal pixels, down the columns, the
 * first run outside the mask and possibly empty (cocoapi, {@code maskApi.c}).
 *
 * <p>Immutable. Masks hold up to {@value #MAX_PIXELS} pixels.
 */
public final class CocoRle {

  /** Most pixels of a mask: 16 384 x 16 384. */
  public static final int MAX_PIXELS = 1 << 28;

  private final int width;
  private final int height;
  private final int[] counts;

  private CocoRle(int width, int height, int[] counts) {
    this.width = width;
    this.height = height;
    this.counts = counts;
  }

  /**
   * The pixels that have a label.
   *
   * @param labels label of each pixel, row-major, height x width
   * @param width in pixels
   * @param height in pixels
   * @param label of the pixels in the mask
   */
  public static CocoRle of(byte[] labels, int width, int height, int label) {
    return of(labels, width, height, label, 0, 0, width, height);
  }

  /**
   * The pixels that have a label and lie in a box.
   *
   * @param labels label of each pixel, row-major, height x width
   * @param width in pixels
   * @param height in pixels
   * @param label of the pixels in the mask
   * @param left first column of the box
   * @param top first row of the box
   * @param right column after the box
   * @param bottom row after the box
   */
  public static CocoRle of(
      byte[] labels, int width, int height, int label, int left, int top, int right, int bottom) {
    int pixels = pixels(width, height);
    if (labels.length != pixels) {
      throw new IllegalArgumentException(
          "a %dx%d mask needs %d labels, not %d".formatted(width, height, pixels, labels.length));
    }
    if (left < 0 || top < 0 || left > right || top > bottom || right > width || bottom > height) {
      throw new IllegalArgumentException(
          "the box from (%d, %d) to (%d, %d) does not lie in a %dx%d mask"
              .formatted(left, top, right, bottom, width, height));
    }
    ColumnRuns runs = new ColumnRuns(labels, width, height, label);
    return new CocoRle(width, height, runs.counts(left, top, right, bottom));
  }

  /**
   * A mask from its uncompressed runs.
   *
   * @param counts run lengths, the first outside the mask
   * @throws IllegalArgumentException if they do not add up to the mask's pixels
   */
  public static CocoRle of(int[] counts, int width, int height) {
    int pixels = pixels(width, height);
    long sum = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a run cannot have " + count + " pixels");
      }
      sum += count;
    }
    if (sum != pixels) {
      throw new IllegalArgumentException(
          "the runs cover %d pixels but a %dx%d mask has %d".formatted(sum, width, height, pixels));
    }
    return new CocoRle(width, height, counts.clone());
  }

  /**
   * A mask from its compressed runs.
   *
   * @param text as {@link #compressed()} writes it
   * @throws IllegalArgumentException if the text is not such a string, or its runs do not add up to
   *     the mask's pixels
   */
  public static CocoRle parse(CharSequence text, int width, int height) {
    int[] counts = RunText.read(text, pixels(width, height));
    return new CocoRle(width, height, counts);
  }

  private static int pixels(int width, int height) {
    if (width <= 0 || height <= 0 || (long) width * height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "a mask has 1 to %d pixels, but this one is %dx%d".formatted(MAX_PIXELS, width, height));
    }
    return width * height;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The run lengths, the first outside the mask: COCO's uncompressed {@code counts}. */
  public int[] counts() {
    return counts.clone();
  }

  /** The runs as text: COCO's compressed {@code counts}. */
  public String compressed() {
    return RunText.write(counts);
  }

  /** Pixels in the mask. */
  public int area() {
    int area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  /**
   * Gives the mask's pixels a label and leaves the others alone.
   *
   * @param labels label of each pixel, row-major, height x width
   */
  public void paint(byte[] labels, int label) {
    Objects.requireNonNull(labels, "labels");
    if (labels.length != width * height) {
      throw new IllegalArgumentException(
          "a %dx%d mask paints %d labels, not %d"
              .formatted(width, height, width * height, labels.length));
    }
    int position = 0;
    for (int i = 0; i < counts.length; i++) {
      if ((i & 1) == 1) {
        paintRun(labels, (byte) label, position, counts[i]);
      }
      position += counts[i];
    }
  }

  private void paintRun(byte[] labels, byte label, int start, int count) {
    int x = start / height;
    int y = start - x * height;
    int pixel = y * width + x;
    for (int left = count; left > 0; left--) {
      labels[pixel] = label;
      pixel += width;
      if (++y == height) {
        y = 0;
        pixel = ++x;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CocoRle rle
        && width == rle.width
        && height == rle.height
        && Arrays.equals(counts, rle.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return width + "x" + height + " " + compressed();
  }
}
