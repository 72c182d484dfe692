// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * Where a picture lies at one moment, in units of the frame's height with the origin at the frame's
 * top left corner.
 *
 * @param x middle of the picture
 * @param y middle of the picture
 * @param height height of the picture
 * @param angle turn in radians, clockwise
 * @param mirrored whether left and right are exchanged
 * @param stretch factor of the picture's width
 */
record Placement(
    double x, double y, double height, double angle, boolean mirrored, double stretch) {

  /** In the picture's own proportions. */
  Placement(double x, double y, double height, double angle, boolean mirrored) {
    this(x, y, height, angle, mirrored, 1);
  }

  /** Half the width of a picture here. */
  double halfWidth(Picture picture) {
    return height * stretch * picture.width() / picture.height() / 2;
  }

  Placement moved(double dx, double dy) {
    return new Placement(x + dx, y + dy, height, angle, mirrored, stretch);
  }
}
