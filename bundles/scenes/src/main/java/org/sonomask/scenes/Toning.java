// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * A tone curve for each colour channel, as tables, so that applying it costs three look-ups a
 * pixel.
 */
final class Toning {
  /** Leaves everything as it is. */
  static final Toning NONE = of(new double[] {1, 1, 1}, new double[3], 1);

  private final int[] red;
  private final int[] green;
  private final int[] blue;

  private Toning(int[] red, int[] green, int[] blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /**
   * The curve {@code 255 * ((gain * v + offset) / 255) ^ gamma} for each channel.
   *
   * @param gain for red, green, blue
   * @param offset for red, green, blue, in levels of 255
   * @param gamma for all
   */
  static Toning of(double[] gain, double[] offset, double gamma) {
    return new Toning(
        table(gain[0], offset[0], gamma),
        table(gain[1], offset[1], gamma),
        table(gain[2], offset[2], gamma));
  }

  /** Red, green and blue in the lower three bytes; the highest is ignored and 0 in the result. */
  int rgb(int rgb) {
    return red[rgb >> 16 & 255] << 16 | green[rgb >> 8 & 255] << 8 | blue[rgb & 255];
  }

  /** Writes pixels as RGB bytes, the curve applied. */
  void apply(int[] pixels, byte[] rgb) {
    for (int i = 0, at = 0; i < pixels.length; i++, at += 3) {
      int p = pixels[i];
      rgb[at] = (byte) red[p >> 16 & 255];
      rgb[at + 1] = (byte) green[p >> 8 & 255];
      rgb[at + 2] = (byte) blue[p & 255];
    }
  }

  private static int[] table(double gain, double offset, double gamma) {
    int[] table = new int[256];
    for (int v = 0; v < 256; v++) {
      double level = Math.max(0, Math.min(255, gain * v + offset)) / 255;
      table[v] = (int) Math.round(255 * Math.pow(level, gamma));
    }
    return table;
  }
}
