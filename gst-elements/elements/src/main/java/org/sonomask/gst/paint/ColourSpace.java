// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * How a picture's bytes stand for colours (ITU-T H.273, sections 8.3): the luma weights of its
 * matrix, and whether its bytes use the full range or leave head room.
 *
 * @param redWeight K_R of the matrix
 * @param blueWeight K_B of the matrix
 * @param fullRange whether 0 to 255 is used; otherwise 16 to 235 (240 for chroma)
 */
public record ColourSpace(double redWeight, double blueWeight, boolean fullRange) {

  public static final ColourSpace BT601 = new ColourSpace(0.299, 0.114, false);
  public static final ColourSpace BT709 = new ColourSpace(0.2126, 0.0722, false);
  public static final ColourSpace FULL_RANGE_RGB = new ColourSpace(0.2126, 0.0722, true);

  /** Alpha of a colour. */
  private static final int OPAQUE = 255;

  public ColourSpace {
    if (!(redWeight > 0) || !(blueWeight > 0) || !(redWeight + blueWeight < 1)) {
      throw new IllegalArgumentException(
          "luma weights must be positive and leave some for green, but are "
              + redWeight
              + " and "
              + blueWeight);
    }
  }

  /** The byte that one component of a colour, alpha too, has in this colour space. */
  public int value(char component, Colour colour) {
    double red = colour.red() / 255.0;
    double blue = colour.blue() / 255.0;
    double luma =
        redWeight * red
            + blueWeight * blue
            + (1 - redWeight - blueWeight) * (colour.green() / 255.0);
    return switch (component) {
      case 'Y' -> positive(luma);
      case 'U' -> signed((blue - luma) / (2 * (1 - blueWeight)));
      case 'V' -> signed((red - luma) / (2 * (1 - redWeight)));
      case 'R' -> positive(red);
      case 'G' -> positive(colour.green() / 255.0);
      case 'B' -> positive(blue);
      case 'A' -> OPAQUE;
      default -> throw new IllegalArgumentException("no component is called " + component);
    };
  }

  private int positive(double value) {
    return clamp(fullRange ? 255 * value : 16 + 219 * value);
  }

  private int signed(double value) {
    return clamp(128 + (fullRange ? 255 : 224) * value);
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
