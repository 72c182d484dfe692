// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * How opaque a sample is by its distance from a class's boundary: opaque on the outline, which lies
 * half inside and half outside, and filled inside of it. A sample that a limit runs through gets
 * its share of both sides, which smooths the edge.
 *
 * @param fill opacity inside, 0 to 1
 * @param outline width of the outline, picture pixels; 0 draws none
 * @param sample extent of one sample, picture pixels
 */
public record EdgeProfile(double fill, double outline, double sample) {

  public EdgeProfile {
    if (!(fill >= 0 && fill <= 1) || !(outline >= 0) || !(sample > 0)) {
      throw new IllegalArgumentException(
          "fill must be 0 to 1, outline not negative and sample positive, but are "
              + (fill + ", " + outline + " and " + sample));
    }
  }

  /** Opacity at a signed distance from the boundary (picture pixels, positive inside), 0 to 1. */
  public double opacity(double distance) {
    double near = distance - sample / 2;
    double far = distance + sample / 2;
    double half = outline / 2;
    double lined = Math.max(0, Math.min(far, half) - Math.max(near, -half));
    double filled = Math.max(0, far - Math.max(near, half));
    return (lined + fill * filled) / sample;
  }

  /** Beyond this distance to either side the opacity no longer changes. */
  public double band() {
    return (outline + sample) / 2;
  }
}
