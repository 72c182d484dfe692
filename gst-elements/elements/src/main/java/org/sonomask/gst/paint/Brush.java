// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.function.IntUnaryOperator;

/**
 * One colour, ready to be blended into one raster. A sample {@code d} covered by the colour's value
 * {@code c} with opacity {@code a} (0 to 256) becomes {@code (d * (256 - a) + c * a + 128) >> 8}.
 *
 * <p>Not thread-safe; painting allocates nothing.
 */
public final class Brush {

  /** Bytes from which on words are faster than samples. */
  private static final int SHORTEST_SOLID = 32;

  private final int[] pattern;
  private final SolidBrush solid;
  private final SoftBrush soft;

  private Brush(int[] pattern) {
    this.pattern = pattern;
    solid = new SolidBrush(pattern);
    soft = new SoftBrush(pattern);
  }

  /** A brush for a colour. */
  public Brush(Raster raster, Colour colour, ColourSpace space) {
    this(pattern(raster, component -> space.value((char) component, colour)));
  }

  /** A brush that gives all components of a raster, such as alpha, one value. */
  public static Brush constant(Raster raster, int value) {
    return new Brush(pattern(raster, component -> value));
  }

  private static int[] pattern(Raster raster, IntUnaryOperator value) {
    return raster.bytes().chars().map(c -> c == '-' ? -1 : value.applyAsInt(c)).toArray();
  }

  /**
   * Blends the colour into a plane.
   *
   * @param stride bytes from one row of the plane to the next
   * @param spans where, in samples of this brush's raster
   */
  public void paint(Plane plane, int stride, Spans spans) {
    paint(plane, stride, spans, 0, 0);
  }

  /**
   * Blends the colour into a plane that lacks the first columns and rows.
   *
   * @param stride bytes from one row of the plane to the next
   * @param spans where, in samples of this brush's raster
   * @param left first column of the plane
   * @param top first row of the plane
   */
  public void paint(Plane plane, int stride, Spans spans, int left, int top) {
    int pixelStride = pattern.length;
    for (int row = spans.firstRow(); row < spans.endRow(); row++) {
      int end = spans.endRun(row);
      for (int run = spans.firstRun(row); run < end; run++) {
        int at = (row - top) * stride + (spans.column(run) - left) * pixelStride;
        int samples = spans.samples(run);
        if (spans.opacity(run) >= 0) {
          paintSolid(plane, at, at + samples * pixelStride, spans.opacity(run));
        } else {
          soft.paint(plane.bytes(), at, spans.softOpacities(), spans.softOffset(run), samples);
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
      int value = pattern[(next - at) % pattern.length];
      if (value >= 0) {
        int old = plane.bytes().get(next) & 255;
        plane.bytes().put(next, (byte) SoftBrush.blend(old, value, opacity));
      }
    }
  }
}
