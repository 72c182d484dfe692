// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * How a picture has moved since an earlier one: for each of its pixels, where that was. Pixels are
 * mask pixels, row-major.
 */
public interface MaskMotion {

  /**
   * Moves a map of the earlier picture along, nearest pixel.
   *
   * @param from of the earlier picture, one element a pixel
   * @param to of this picture, overwritten
   */
  void move(byte[] from, byte[] to);

  /** As {@link #move(byte[], byte[])}. */
  void move(float[] from, float[] to);

  /** As {@link #move(byte[], byte[])}. */
  void move(int[] from, int[] to);

  /** How far right of its place now a pixel was, in pixels. */
  float x(int pixel);

  /** How far below its place now a pixel was, in pixels. */
  float y(int pixel);

  /**
   * How much a pixel's surroundings look different from where they were: the mean absolute
   * difference of luma of about 8x8 pixels, 0 to 255.
   */
  float difference(int pixel);
}
