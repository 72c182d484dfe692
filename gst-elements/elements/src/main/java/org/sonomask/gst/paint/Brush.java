// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One colour, ready to be blended into one raster. A sample {@code d} covered by the colour's value
 * {@code c} with opacity {@code a} (0 to 256) becomes {@code (d * (256 - a) + c * a + 128) >> 8}.
 *
 * <p>Solid runs are blended eight bytes at a time: the even and the odd bytes of a word are spread
 * over 16-bit lanes, which no product of a byte and an opacity overflows.
 *
 * <p>Immutable; painting allocates nothing.
 */
public final class Brush {

  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long HALF = 0x0080_0080_0080_0080L;

  private final int pixelStride;
  private final int[] values;
  private final int[] offsets;
  private final long[] even;
  private final long[] odd;
  private final long[] touched;

  public Brush(Raster raster, Colour colour, ColourSpace space) {
    String bytes = raster.bytes();
    pixelStride = raster.pixelStride();
    offsets = bytes.chars().filter(c -> c != '-').map(c -> bytes.indexOf(c)).toArray();
    values = new int[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      values[i] = space.value(bytes.charAt(offsets[i]), colour);
    }
    int words = pixelStride == 3 ? 3 : 1;
    even = new long[words];
    odd = new long[words];
    touched = new long[words];
    for (int at = 0; at < 8 * words; at += pixelStride) {
      for (int i = 0; i < offsets.length; i++) {
        spread(at + offsets[i], values[i]);
      }
    }
  }

  private void spread(int at, int value) {
    int word = at >> 3;
    int bits = 8 * (at & 7);
    touched[word] |= 0xFFL << bits;
    if ((at & 1) == 0) {
      even[word] |= (long) value << bits;
    } else {
      odd[word] |= (long) value << (bits - 8);
    }
  }

  /**
   * Blends the colour into a plane.
   *
   * @param plane direct memory from the plane's first byte on; its byte order is set
   * @param stride bytes from one row of the plane to the next
   * @param spans where, in samples of this brush's raster
   */
  public void paint(ByteBuffer plane, int stride, Spans spans) {
    plane.order(ByteOrder.LITTLE_ENDIAN);
    for (int row = spans.firstRow(); row < spans.endRow(); row++) {
      int end = spans.endRun(row);
      for (int run = spans.firstRun(row); run < end; run++) {
        int at = row * stride + spans.column(run) * pixelStride;
        int opacity = spans.opacity(run);
        if (opacity >= 0) {
          paintSolid(plane, at, spans.samples(run) * pixelStride, opacity);
        } else {
          paintSoft(plane, at, spans.samples(run), spans.softOpacities(), spans.softOffset(run));
        }
      }
    }
  }

  private void paintSolid(ByteBuffer plane, int at, int length, int opacity) {
    int end = at + length;
    int next =
        even.length == 1
            ? solidWords(plane, at, end, opacity)
            : solidTriples(plane, at, end, opacity);
    for (; next < end; next += pixelStride) {
      blend(plane, next, opacity);
    }
  }

  /** Blends the whole words before {@code end}; returns where the rest starts. */
  private int solidWords(ByteBuffer plane, int at, int end, int opacity) {
    int rest = 256 - opacity;
    long addEven = even[0] * opacity + HALF;
    long addOdd = odd[0] * opacity + HALF;
    long touch = touched[0];
    int next = at;
    if (touch == -1L) {
      for (; next <= end - 8; next += 8) {
        plane.putLong(next, mix(plane.getLong(next), rest, addEven, addOdd));
      }
    } else {
      for (; next <= end - 8; next += 8) {
        long old = plane.getLong(next);
        plane.putLong(next, old & ~touch | mix(old, rest, addEven, addOdd) & touch);
      }
    }
    return next;
  }

  /** Like {@link #solidWords} for three-byte pixels, whose pattern repeats after three words. */
  private int solidTriples(ByteBuffer plane, int at, int end, int opacity) {
    int rest = 256 - opacity;
    long even0 = even[0] * opacity + HALF;
    long even1 = even[1] * opacity + HALF;
    long even2 = even[2] * opacity + HALF;
    long odd0 = odd[0] * opacity + HALF;
    long odd1 = odd[1] * opacity + HALF;
    long odd2 = odd[2] * opacity + HALF;
    int next = at;
    for (; next <= end - 24; next += 24) {
      plane.putLong(next, mix(plane.getLong(next), rest, even0, odd0));
      plane.putLong(next + 8, mix(plane.getLong(next + 8), rest, even1, odd1));
      plane.putLong(next + 16, mix(plane.getLong(next + 16), rest, even2, odd2));
    }
    return next;
  }

  private static long mix(long old, int rest, long addEven, long addOdd) {
    long mixedEven = (old & EVEN_BYTES) * rest + addEven;
    long mixedOdd = (old >>> 8 & EVEN_BYTES) * rest + addOdd;
    return mixedEven >>> 8 & EVEN_BYTES | mixedOdd & ~EVEN_BYTES;
  }

  private void paintSoft(ByteBuffer plane, int at, int samples, byte[] opacities, int offset) {
    int next = at;
    for (int i = offset; i < offset + samples; i++) {
      blend(plane, next, Spans.widen(opacities[i]));
      next += pixelStride;
    }
  }

  private void blend(ByteBuffer plane, int at, int opacity) {
    for (int i = 0; i < offsets.length; i++) {
      int index = at + offsets[i];
      int old = plane.get(index) & 255;
      plane.put(index, (byte) (old * (256 - opacity) + values[i] * opacity + 128 >> 8));
    }
  }
}
