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
    double aspect = picture.width() / (double) picture.height();
    double reachX = reach(at, aspect) * height;
    double reachY = reachY(at, aspect) * height;
    int x0 = (int) Math.max(0, Math.floor(at.x() * height - reachX));
    int x1 = (int) Math.min(width - 1, Math.ceil(at.x() * height + reachX));
    int y0 = (int) Math.max(0, Math.floor(at.y() * height - reachY));
    int y1 = (int) Math.min(height - 1, Math.ceil(at.y() * height + reachY));
    double mirror = at.mirrored() ? -1 : 1;
    for (int y = y0; y <= y1; y++) {
      double dy = y + 0.5 - at.y() * height;
      double dx = x0 + 0.5 - at.x() * height;
      double u = mirror * (cos * dx + sin * dy) + picture.width() / 2.0 - 0.5;
      double v = -sin * dx + cos * dy + picture.height() / 2.0 - 0.5;
      for (int x = x0; x <= x1; x++, u += mirror * cos, v -= sin) {
        sample(picture, u, v, opaque);
        if (sampledAlpha > 0 || opaque) {
          blend(y * width + x, toning, erosion, opaque, number);
        }
      }
    }
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

  private void blend(int pixel, Toning toning, int erosion, boolean opaque, int number) {
    int alpha = Math.max(0, sampledAlpha - erosion) * 255 / (255 - erosion);
    if (alpha >= 128) {
      owner[pixel] = (byte) number;
    }
    int weight = opaque ? 256 : alpha + (alpha >> 7);
    int i = 3 * pixel;
    rgb[i] = (byte) mix(rgb[i] & 255, toning.red(sampledRed), weight);
    rgb[i + 1] = (byte) mix(rgb[i + 1] & 255, toning.green(sampledGreen), weight);
    rgb[i + 2] = (byte) mix(rgb[i + 2] & 255, toning.blue(sampledBlue), weight);
  }

  private static int mix(int under, int over, int weight) {
    return under + ((over - under) * weight + 128 >> 8);
  }

  private void sample(Picture picture, double u, double v, boolean opaque) {
    int w = picture.width();
    int h = picture.height();
    sampledAlpha = 0;
    if (!opaque && (u <= -1 || v <= -1 || u >= w || v >= h)) {
      return;
    }
    int x = (int) Math.floor(u);
    int y = (int) Math.floor(v);
    int fx = (int) ((u - x) * 256);
    int fy = (int) ((v - y) * 256);
    boolean inside = x >= 0 && y >= 0 && x < w - 1 && y < h - 1;
    int[] argb = picture.argb();
    int p00;
    int p10;
    int p01;
    int p11;
    if (inside) {
      int at = y * w + x;
      p00 = argb[at];
      p10 = argb[at + 1];
      p01 = argb[at + w];
      p11 = argb[at + w + 1];
    } else {
      int outside = opaque ? -1 : 0xffffff;
      p00 = pixel(picture, x, y) & (within(picture, x, y) ? -1 : outside);
      p10 = pixel(picture, x + 1, y) & (within(picture, x + 1, y) ? -1 : outside);
      p01 = pixel(picture, x, y + 1) & (within(picture, x, y + 1) ? -1 : outside);
      p11 = pixel(picture, x + 1, y + 1) & (within(picture, x + 1, y + 1) ? -1 : outside);
    }
    interpolate(p00, p10, p01, p11, fx, fy, opaque);
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

  private static boolean within(Picture picture, int x, int y) {
    return x >= 0 && y >= 0 && x < picture.width() && y < picture.height();
  }

  private static int pixel(Picture picture, int x, int y) {
    int cx = Math.max(0, Math.min(picture.width() - 1, x));
    int cy = Math.max(0, Math.min(picture.height() - 1, y));
    return picture.argb()[cy * picture.width() + cx];
  }
}
