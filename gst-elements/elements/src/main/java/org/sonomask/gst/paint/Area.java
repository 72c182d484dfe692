// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import org.sonomask.api.MaskGeometry;

/**
 * A rectangle of picture pixels within a frame: all of it, or what a crop leaves.
 *
 * @param x left edge, pixels from the frame's left edge
 * @param y top edge, pixels from the frame's top edge
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record Area(int x, int y, int width, int height) {

  public Area {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an area must not be empty or start before its frame, but is "
              + (width + "x" + height + " at (" + x + ", " + y + ")"));
    }
  }

  /** Where the left edge of a mask lies, pixels from the frame's left edge. */
  public double left(MaskGeometry geometry) {
    return x + geometry.x() * width;
  }

  /** Where the top edge of a mask lies, pixels from the frame's top edge. */
  public double top(MaskGeometry geometry) {
    return y + geometry.y() * height;
  }
}
