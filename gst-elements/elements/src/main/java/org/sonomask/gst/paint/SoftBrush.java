// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.ByteBuffer;

/**
 * Blends a repeating pattern of bytes with an opacity for each pixel. Pixels go through a small
 * array, whose elements cost less to reach than a buffer's.
 *
 * <p>Not thread-safe; painting allocates nothing.
 */
final class SoftBrush {

  private static final int CHUNK = 256;

  private final int[] pattern;
  private final byte[] pixels;

  /**
   * @param pattern the values of a pixel's bytes; negative for a byte that is to be kept
   */
  SoftBrush(int[] pattern) {
    this.pattern = pattern;
    this.pixels = new byte[CHUNK * pattern.length];
  }

  /**
   * Blends the pattern into pixels from the byte {@code at} on.
   *
   * @param opacities 0 to 255, standing for 0 to 256
   * @param start index of the first pixel's opacity
   */
  void paint(ByteBuffer plane, int at, byte[] opacities, int start, int samples) {
    int pixelStride = pattern.length;
    for (int done = 0; done < samples; done += CHUNK) {
      int count = Math.min(CHUNK, samples - done);
      int from = at + done * pixelStride;
      plane.get(from, pixels, 0, count * pixelStride);
      for (int offset = 0; offset < pixelStride; offset++) {
        if (pattern[offset] >= 0) {
          mix(pixels, offset, pixelStride, pattern[offset], opacities, start + done, count);
        }
      }
      plane.put(from, pixels, 0, count * pixelStride);
    }
  }

  private static void mix(
      byte[] pixels, int offset, int stride, int value, byte[] opacities, int start, int count) {
    int at = offset;
    for (int i = start; i < start + count; i++) {
      pixels[at] = (byte) blend(pixels[at] & 255, value, Spans.widen(opacities[i]));
      at += stride;
    }
  }

  /** One byte covered by a value with an opacity of 0 to 256. */
  static int blend(int old, int value, int opacity) {
    return old * (256 - opacity) + value * opacity + 128 >> 8;
  }
}
