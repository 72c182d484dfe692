// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * A non-linear (gamma-encoded) RGB colour.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Colour(int red, int green, int blue) {

  public static final Colour BLACK = new Colour(0, 0, 0);
  public static final Colour WHITE = new Colour(255, 255, 255);

  public Colour {
    if (((red | green | blue) & ~255) != 0) {
      throw new IllegalArgumentException(
          "colour components must be 0 to 255, not " + red + ", " + green + ", " + blue);
    }
  }

  /** Black or white, whichever is read more easily on this colour. */
  public Colour contrast() {
    return 299 * red + 587 * green + 114 * blue > 127_500 ? BLACK : WHITE;
  }
}
