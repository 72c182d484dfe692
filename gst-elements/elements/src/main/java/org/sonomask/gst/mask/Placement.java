// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.Region;

/**
 * Where a mask and its regions lie on a frame, in whole pixels that are never more than half a
 * pixel off. Filled anew for each question, so that nothing is allocated.
 */
final class Placement {
  private int x;
  private int y;
  private int width;
  private int height;

  private int left;
  private int top;
  private int right;
  private int bottom;

  /** Takes the part of the frame that is the picture, in pixels. */
  void picture(int pictureX, int pictureY, int pictureWidth, int pictureHeight) {
    x = pictureX;
    y = pictureY;
    width = pictureWidth;
    height = pictureHeight;
  }

  /** Finds a mask's place. */
  void place(MaskFrame mask) {
    MaskGeometry place = mask.geometry();
    set(place.x(), place.y(), place.x() + place.width(), place.y() + place.height());
  }

  /** Finds a region's place. */
  void place(MaskFrame mask, Region region) {
    MaskGeometry place = mask.geometry();
    double across = place.width() / mask.width();
    double down = place.height() / mask.height();
    set(
        place.x() + region.x() * across,
        place.y() + region.y() * down,
        place.x() + (region.x() + region.width()) * across,
        place.y() + (region.y() + region.height()) * down);
  }

  private void set(double fromX, double fromY, double toX, double toY) {
    left = x + (int) Math.round(fromX * width);
    top = y + (int) Math.round(fromY * height);
    right = x + (int) Math.round(toX * width);
    bottom = y + (int) Math.round(toY * height);
  }

  int left() {
    return left;
  }

  int top() {
    return top;
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }
}
