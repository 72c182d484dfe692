// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.nio.IntBuffer;

/**
 * Turns pictures whose colours are multiplied by their alpha into such whose are not. GStreamer's
 * software blending takes only these right where it scales them
 * (gst_video_overlay_composition_blend up to 1.26 at least, which forgets the flag on the way).
 */
final class StraightAlpha {

  private StraightAlpha() {}

  /**
   * Converts a picture in BGRA. A clear pixel beside one that is not gets that one's colour, so
   * that nothing dark is mixed in where the picture is scaled.
   */
  static void convert(IntBuffer picture, int width, int height) {
    int[] pixels = new int[width * height];
    picture.get(0, pixels);
    for (int i = 0; i < pixels.length; i++) {
      int alpha = pixels[i] >>> 24;
      if (alpha != 0 && alpha != 255) {
        pixels[i] = divided(pixels[i], alpha);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        picture.put(
            at, pixels[at] >>> 24 != 0 ? pixels[at] : neighbour(pixels, width, height, x, y));
      }
    }
  }

  private static int divided(int pixel, int alpha) {
    int half = alpha >> 1;
    int blue = Math.min(255, ((pixel & 255) * 255 + half) / alpha);
    int green = Math.min(255, ((pixel >> 8 & 255) * 255 + half) / alpha);
    int red = Math.min(255, ((pixel >> 16 & 255) * 255 + half) / alpha);
    return alpha << 24 | red << 16 | green << 8 | blue;
  }

  /** The colour of a pixel around one that is not clear, itself clear; 0 if there is none. */
  private static int neighbour(int[] pixels, int width, int height, int x, int y) {
    for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        int pixel = pixels[row * width + column];
        if (pixel >>> 24 != 0) {
          return pixel & 0xFFFFFF;
        }
      }
    }
    return 0;
  }
}
