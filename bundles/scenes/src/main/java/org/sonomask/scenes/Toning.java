// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * A tone curve for each colour channel, as tables, so that applying it costs three look-ups a
 * pixel.
 */
final class Toning {
  private final int[] red;
  private final int[] green;
  private final int[] blue;

  private Toning(int[] red, int[] green, int[] blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /** Leaves everything as it is. */
  static Toning none() {
    return of(new double[] {1, 1, 1}, new double[3], 1);
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

  int red(int level) {
    return red[level];
  }

  int green(int level) {
    return green[level];
  }

  int blue(int level) {
    return blue[level];
  }

  /** Applies the curve to RGB bytes in place. */
  void apply(byte[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red[rgb[i] & 255];
      rgb[i + 1] = (byte) green[rgb[i + 1] & 255];
      rgb[i + 2] = (byte) blue[rgb[i + 2] & 255];
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
