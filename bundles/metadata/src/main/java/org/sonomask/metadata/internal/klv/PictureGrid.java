// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.metadata.internal.record.Box;

/**
 * The whole picture in pixels as large as the mask's, and where the mask lies in it, to half a
 * pixel: pixel numbers of ST 0903 count on the whole picture.
 *
 * @param width of the picture in mask pixels
 * @param height of the picture in mask pixels
 * @param left column of the mask's first
 * @param top row of the mask's first
 */
record PictureGrid(int width, int height, int left, int top) {
  private static final int MAX_SIDE = (1 << 24) - 1;

  static PictureGrid of(MaskFrame mask) {
    MaskGeometry place = mask.geometry();
    int width = side(mask.width(), place.width());
    int height = side(mask.height(), place.height());
    return new PictureGrid(
        width, height, (int) Math.round(place.x() * width), (int) Math.round(place.y() * height));
  }

  private static int side(int pixels, double share) {
    return (int) Math.max(1, Math.min(Math.round(pixels / share), MAX_SIDE));
  }

  /** A box of the mask as far as it lies on the picture, in the picture's pixels; may be empty. */
  Box place(Box box) {
    int boxLeft = clamp((long) box.left() + left, width);
    int boxTop = clamp((long) box.top() + top, height);
    return new Box(
        boxLeft,
        boxTop,
        Math.max(boxLeft, clamp((long) box.right() + left, width)),
        Math.max(boxTop, clamp((long) box.bottom() + top, height)));
  }

  private static int clamp(long value, int max) {
    return (int) Math.max(0, Math.min(value, max));
  }

  /** Number of a pixel: row by row from 1 at the top left. */
  long number(int x, int y) {
    return (long) y * width + x + 1;
  }
}
