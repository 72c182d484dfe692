// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * Draws pictures into a frame and notes whose pixel each one is: a pixel is red, green and blue in
 * its lower three bytes and the number of its owner in the highest. Sampling is bilinear from the
 * halving that suits the scale, colours weighted by alpha, so that what lies beyond a matte never
 * bleeds in.
 */
final class Raster {
  private final int width;
  private final int height;
  private final int[] pixels;

  /**
   * Draws into an array, which belongs to the caller.
   *
   * @param pixels {@code width * height}
   */
  Raster(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /**
   * Draws a picture.
   *
   * @param toning its tone curve, or null to leave colours as they are
   * @param erosion alpha up to this level becomes 0, the rest is stretched: takes away fringes
   * @param opaque whether the matte only says whose a pixel is and everything is drawn
   * @param number its owner's, 1 to 255
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
      if (ink.opaque || (p00 & p10 & p01 & p11) >>> 24 == 255) {
        solid(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink, pixel);
      } else if ((p00 | p10 | p01 | p11) >>> 24 != 0) {
        translucent(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink, pixel);
      }
    }
  }

  /** Where everything is drawn, alpha is weighed as colours are, two channels at a time. */
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
    int alphaGreen =
        (p00 >>> 8 & 0xff00ff) * w00
            + (p10 >>> 8 & 0xff00ff) * w10
            + (p01 >>> 8 & 0xff00ff) * w01
            + (p11 >>> 8 & 0xff00ff) * w11;
    int rgb = redBlue >>> 8 & 0xff00ff | alphaGreen & 0xff00;
    int owner = alphaGreen < 0 ? ink.number << 24 : pixels[pixel] & 0xff000000;
    pixels[pixel] = owner | (ink.toning == null ? rgb : ink.toning.rgb(rgb));
  }

  /** Where alpha differs, colours are weighed by it. */
  private void translucent(int p00, int p10, int p01, int p11, int fx, int fy, Ink ink, int pixel) {
    int w11 = fx * fy + 128 >> 8;
    int a11 = w11 * (p11 >>> 24);
    int a10 = (fx - w11) * (p10 >>> 24);
    int a01 = (fy - w11) * (p01 >>> 24);
    int a00 = (256 - fx - fy + w11) * (p00 >>> 24);
    int sum = a00 + a10 + a01 + a11;
    int alpha = Math.max(0, (sum >> 8) - ink.erosion) * 255 / (255 - ink.erosion);
    if (alpha == 0) {
      return;
    }
    float share = 1f / sum;
    int over = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel =
          a00 * (p00 >> shift & 255)
              + a10 * (p10 >> shift & 255)
              + a01 * (p01 >> shift & 255)
              + a11 * (p11 >> shift & 255);
      over |= (int) (channel * share) << shift;
    }
    over = ink.toning == null ? over : ink.toning.rgb(over);
    int under = pixels[pixel];
    int owner = alpha >= 128 ? ink.number << 24 : under & 0xff000000;
    int weight = alpha + (alpha >> 7);
    pixels[pixel] =
        owner
            | mix(under >> 16 & 255, over >> 16 & 255, weight) << 16
            | mix(under >> 8 & 255, over >> 8 & 255, weight) << 8
            | mix(under & 255, over & 255, weight);
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
          int p = pixels[y * width + x];
          pixels[y * width + x] =
              p & 0xff000000
                  | (p & 0xff00ff) * keep >>> 8 & 0xff00ff
                  | (p & 0xff00) * keep >>> 8 & 0xff00;
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

  private static int mix(int under, int over, int weight) {
    return under + ((over - under) * weight + 128 >> 8);
  }

  private void edge(Picture picture, int u, int v, Ink ink, int pixel) {
    int x = u >> 16;
    int y = v >> 16;
    int p00 = pixel(picture, x, y, ink.opaque);
    int p10 = pixel(picture, x + 1, y, ink.opaque);
    int p01 = pixel(picture, x, y + 1, ink.opaque);
    int p11 = pixel(picture, x + 1, y + 1, ink.opaque);
    if (ink.opaque) {
      solid(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink, pixel);
    } else {
      translucent(p00, p10, p01, p11, u >> 8 & 255, v >> 8 & 255, ink, pixel);
    }
  }

  /** A pixel, or beyond the picture's edge the nearest one, clear unless all is opaque. */
  private static int pixel(Picture picture, int x, int y, boolean opaque) {
    int cx = Math.max(0, Math.min(picture.width() - 1, x));
    int cy = Math.max(0, Math.min(picture.height() - 1, y));
    int argb = picture.argb()[cy * picture.width() + cx];
    return opaque || cx == x && cy == y ? argb : argb & 0xffffff;
  }
}
