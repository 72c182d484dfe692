// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * Draws pictures into a frame of RGB bytes and notes in a second map whose pixel each one is.
 * Sampling is bilinear from the halving that suits the scale, colours weighted by alpha, so that
 * what lies beyond a matte never bleeds in.
 */
final class Raster {
  private final int width;
  private final int height;
  private final byte[] rgb;
  private final byte[] owner;
  private int sampledAlpha;
  private int sampledRed;
  private int sampledGreen;
  private int sampledBlue;

  /**
   * Draws into the given arrays.
   *
   * @param rgb three bytes a pixel
   * @param owner one byte a pixel: the number given to {@link #draw} of the topmost object there
   */
  Raster(int width, int height, byte[] rgb, byte[] owner) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.owner = owner;
  }

  /**
   * Draws a picture.
   *
   * @param erosion alpha up to this level becomes 0, the rest is stretched: takes away fringes
   * @param opaque whether the matte only says whose a pixel is and everything is drawn
   * @param number what to note in the owner map
   */
  void draw(Picture full, Placement at, Toning toning, int erosion, boolean opaque, int number) {
    double perPixel = full.height() / (at.height() * height);
    Picture picture = full.forScale(perPixel);
    double step = picture.height() / (at.height() * height);
    double cos = Math.cos(at.angle()) * step;
    double sin = Math.sin(at.angle()) * step;
    double aspect = at.stretch() * picture.width() / picture.height();
    double reachX = reach(at, aspect) * height;
    double reachY = reachY(at, aspect) * height;
    int x0 = (int) Math.max(0, Math.floor(at.x() * height - reachX));
    int x1 = (int) Math.min(width - 1, Math.ceil(at.x() * height + reachX));
    int y0 = (int) Math.max(0, Math.floor(at.y() * height - reachY));
    int y1 = (int) Math.min(height - 1, Math.ceil(at.y() * height + reachY));
    double mirror = (at.mirrored() ? -1 : 1) / at.stretch();
    int stepU = (int) Math.round(65_536 * mirror * cos);
    int stepV = (int) Math.round(65_536 * -sin);
    for (int y = y0; y <= y1; y++) {
      double dy = y + 0.5 - at.y() * height;
      double dx = x0 + 0.5 - at.x() * height;
      double u = mirror * (cos * dx + sin * dy) + picture.width() / 2.0 - 0.5;
      double v = -sin * dx + cos * dy + picture.height() / 2.0 - 0.5;
      row(
          picture,
          new Line((int) Math.round(65_536 * u), (int) Math.round(65_536 * v), stepU, stepV),
          new Ink(toning, erosion, opaque, number),
          y * width + x0,
          x1 - x0 + 1);
    }
  }

  /** Where a row's first pixel lies in the picture and the way to the next, in 1/65536 pixels. */
  private record Line(int u, int v, int stepU, int stepV) {}

  /** How pixels are put down, see {@link #draw}. */
  private record Ink(Toning toning, int erosion, boolean opaque, int number) {}

  private void row(Picture picture, Line line, Ink ink, int first, int count) {
    int[] argb = picture.argb();
    int w = picture.width();
    int lastX = w - 1;
    int lastY = picture.height() - 1;
    int u = line.u;
    int v = line.v;
    for (int pixel = first; pixel < first + count; pixel++, u += line.stepU, v += line.stepV) {
      int x = u >> 16;
      int y = v >> 16;
      if (x < 0 || y < 0 || x >= lastX || y >= lastY) {
        if (ink.opaque || x >= -1 && y >= -1 && x <= lastX && y <= lastY) {
          edge(picture, u, v, ink, pixel);
        }
        continue;
      }
      int at = y * w + x;
      int p00 = argb[at];
      int p10 = argb[at + 1];
      int p01 = argb[at + w];
      int p11 = argb[at + w + 1];
      if ((p00 & p10 & p01 & p11) >>> 24 == 255) {
        solid(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink, pixel);
      } else if (ink.opaque || (p00 | p10 | p01 | p11) >>> 24 != 0) {
        interpolate(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink.opaque);
        blend(pixel, ink);
      }
    }
  }

  /** Where all four pixels are opaque, two channels are weighed at a time. */
  private void solid(int p00, int p10, int p01, int p11, int fx, int fy, Ink ink, int pixel) {
    int w11 = fx * fy + 128 >> 8;
    int w10 = fx - w11;
    int w01 = fy - w11;
    int w00 = 256 - fx - w01;
    int redBlue =
        (p00 & 0xff00ff) * w00
            + (p10 & 0xff00ff) * w10
            + (p01 & 0xff00ff) * w01
            + (p11 & 0xff00ff) * w11;
    int green =
        (p00 & 0xff00) * w00 + (p10 & 0xff00) * w10 + (p01 & 0xff00) * w01 + (p11 & 0xff00) * w11;
    int i = 3 * pixel;
    owner[pixel] = (byte) ink.number;
    rgb[i] = (byte) ink.toning.red(redBlue >>> 24);
    rgb[i + 1] = (byte) ink.toning.green(green >>> 16);
    rgb[i + 2] = (byte) ink.toning.blue(redBlue >> 8 & 255);
  }

  /** Darkens a soft ellipse: the contact shadow beneath an object. */
  void shadow(double cx, double cy, double radiusX, double radiusY, double strength) {
    int x0 = (int) Math.max(0, (cx - radiusX) * height);
    int x1 = (int) Math.min(width - 1, (cx + radiusX) * height);
    int y0 = (int) Math.max(0, (cy - radiusY) * height);
    int y1 = (int) Math.min(height - 1, (cy + radiusY) * height);
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        double dx = ((x + 0.5) / height - cx) / radiusX;
        double dy = ((y + 0.5) / height - cy) / radiusY;
        double near = 1 - dx * dx - dy * dy;
        if (near > 0) {
          int keep = (int) (256 * (1 - strength * near));
          int i = 3 * (y * width + x);
          rgb[i] = (byte) ((rgb[i] & 255) * keep >> 8);
          rgb[i + 1] = (byte) ((rgb[i + 1] & 255) * keep >> 8);
          rgb[i + 2] = (byte) ((rgb[i + 2] & 255) * keep >> 8);
        }
      }
    }
  }

  private static double reach(Placement at, double aspect) {
    return at.height()
        / 2
        * (aspect * Math.abs(Math.cos(at.angle())) + Math.abs(Math.sin(at.angle())));
  }

  private static double reachY(Placement at, double aspect) {
    return at.height()
        / 2
        * (aspect * Math.abs(Math.sin(at.angle())) + Math.abs(Math.cos(at.angle())));
  }

  private void blend(int pixel, Ink ink) {
    if (sampledAlpha == 0 && !ink.opaque) {
      return;
    }
    int alpha = Math.max(0, sampledAlpha - ink.erosion) * 255 / (255 - ink.erosion);
    if (alpha >= 128) {
      owner[pixel] = (byte) ink.number;
    }
    int weight = ink.opaque ? 256 : alpha + (alpha >> 7);
    int i = 3 * pixel;
    rgb[i] = (byte) mix(rgb[i] & 255, ink.toning.red(sampledRed), weight);
    rgb[i + 1] = (byte) mix(rgb[i + 1] & 255, ink.toning.green(sampledGreen), weight);
    rgb[i + 2] = (byte) mix(rgb[i + 2] & 255, ink.toning.blue(sampledBlue), weight);
  }

  private static int mix(int under, int over, int weight) {
    return under + ((over - under) * weight + 128 >> 8);
  }

  private void edge(Picture picture, int u, int v, Ink ink, int pixel) {
    int x = u >> 16;
    int y = v >> 16;
    interpolate(
        pixel(picture, x, y, ink.opaque),
        pixel(picture, x + 1, y, ink.opaque),
        pixel(picture, x, y + 1, ink.opaque),
        pixel(picture, x + 1, y + 1, ink.opaque),
        u >> 8 & 255,
        v >> 8 & 255,
        ink.opaque);
    blend(pixel, ink);
  }

  private void interpolate(int p00, int p10, int p01, int p11, int fx, int fy, boolean opaque) {
    int w11 = fx * fy;
    int w10 = fx * 256 - w11;
    int w01 = fy * 256 - w11;
    int w00 = 65_536 - w10 - w01 - w11;
    int a00 = p00 >>> 24;
    int a10 = p10 >>> 24;
    int a01 = p01 >>> 24;
    int a11 = p11 >>> 24;
    sampledAlpha =
        (int) ((w00 * (long) a00 + w10 * (long) a10 + w01 * (long) a01 + w11 * (long) a11) >> 16);
    if (!opaque) {
      w00 = (w00 >> 8) * a00;
      w10 = (w10 >> 8) * a10;
      w01 = (w01 >> 8) * a01;
      w11 = (w11 >> 8) * a11;
    } else {
      w00 >>= 1;
      w10 >>= 1;
      w01 >>= 1;
      w11 >>= 1;
    }
    int sum = w00 + w10 + w01 + w11;
    if (sum == 0) {
      sampledAlpha = 0;
      return;
    }
    sampledRed = channel(p00, p10, p01, p11, 16, w00, w10, w01, w11, sum);
    sampledGreen = channel(p00, p10, p01, p11, 8, w00, w10, w01, w11, sum);
    sampledBlue = channel(p00, p10, p01, p11, 0, w00, w10, w01, w11, sum);
  }

  private static int channel(
      int p00, int p10, int p01, int p11, int shift, int w00, int w10, int w01, int w11, int sum) {
    return (w00 * (p00 >> shift & 255)
            + w10 * (p10 >> shift & 255)
            + w01 * (p01 >> shift & 255)
            + w11 * (p11 >> shift & 255))
        / sum;
  }

  /** A pixel, or beyond the picture's edge the nearest one, clear unless all is opaque. */
  private static int pixel(Picture picture, int x, int y, boolean opaque) {
    int cx = Math.max(0, Math.min(picture.width() - 1, x));
    int cy = Math.max(0, Math.min(picture.height() - 1, y));
    int argb = picture.argb()[cy * picture.width() + cx];
    return opaque || cx == x && cy == y ? argb : argb & 0xffffff;
  }
}
