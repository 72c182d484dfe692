// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * Where a mask lies on its picture: a rectangle in coordinates relative to the picture, so that it
 * survives scaling. (0, 0) is the top left corner of the picture, (1, 1) its bottom right corner.
 *
 * @param x left edge, 0 to 1
 * @param y top edge, 0 to 1
 * @param width width, relative to the picture's
 * @param height height, relative to the picture's
 */
public record MaskGeometry(double x, double y, double width, double height) {

  /** The whole picture, as COMBO sees it: squeezed to model size without keeping the aspect. */
  public static final MaskGeometry WHOLE = new MaskGeometry(0, 0, 1, 1);

  public MaskGeometry {
    if (!(width > 0) || !(height > 0) || !Double.isFinite(x + y + width + height)) {
      throw new IllegalArgumentException(
          "a mask's rectangle must be finite and not empty, but is "
              + width
              + "x"
              + height
              + " at ("
              + x
              + ", "
              + y
              + ")");
    }
  }
}
