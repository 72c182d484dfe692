// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.ByteBuffer;

/**
 * One colour, ready to be blended into one raster. A sample {@code d} covered by the colour's value
 * {@code c} with opacity {@code a} (0 to 256) becomes {@code (d * (256 - a) + c * a + 128) >> 8}.
 *
 * <p>Not thread-safe; painting allocates nothing.
 */
public final class Brush {

  /** Bytes from which on words are faster than samples. */
  private static final int SHORTEST_SOLID = 32;

  private final int pixelStride;
  private final int[] values;
  private final int[] offsets;
  private final int[] pattern;
  private final SolidBrush solid;

  public Brush(Raster raster, Colour colour, ColourSpace space) {
    String bytes = raster.bytes();
    pixelStride = raster.pixelStride();
    offsets = bytes.chars().filter(c -> c != '-').map(c -> bytes.indexOf(c)).toArray();
    pattern = bytes.chars().map(c -> c == '-' ? -1 : space.value((char) c, colour)).toArray();
    values = bytes.chars().filter(c -> c != '-').map(c -> space.value((char) c, colour)).toArray();
    solid = new SolidBrush(pattern);
  }

  /**
   * Blends the colour into a plane.
   *
   * @param stride bytes from one row of the plane to the next
   * @param spans where, in samples of this brush's raster
   */
  public void paint(Plane plane, int stride, Spans spans) {
    for (int row = spans.firstRow(); row < spans.endRow(); row++) {
      int end = spans.endRun(row);
      for (int run = spans.firstRun(row); run < end; run++) {
        int at = row * stride + spans.column(run) * pixelStride;
        if (spans.opacity(run) >= 0) {
          paintSolid(plane, at, at + spans.samples(run) * pixelStride, spans.opacity(run));
        } else {
          paintSoft(plane.bytes(), at, spans, run);
        }
      }
    }
  }

  private void paintSolid(Plane plane, int at, int end, int opacity) {
    int next = at;
    if (end - at >= SHORTEST_SOLID && solid.fits(at)) {
      next = solid.paint(plane.words(), at, end, opacity);
    }
    for (; next < end; next++) {
      int value = pattern[(next - at) % pixelStride];
      if (value >= 0) {
        blend(plane.bytes(), next, value, opacity);
      }
    }
  }

  private void paintSoft(ByteBuffer plane, int at, Spans spans, int run) {
    byte[] opacities = spans.softOpacities();
    int start = spans.softOffset(run);
    int next = at;
    for (int i = start; i < start + spans.samples(run); i++) {
      int opacity = Spans.widen(opacities[i]);
      for (int component = 0; component < values.length; component++) {
        blend(plane, next + offsets[component], values[component], opacity);
      }
      next += pixelStride;
    }
  }

  private static void blend(ByteBuffer plane, int at, int value, int opacity) {
    int old = plane.get(at) & 255;
    plane.put(at, (byte) (old * (256 - opacity) + value * opacity + 128 >> 8));
  }
}
