// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Blends rows of samples into one raster, and keeps the bytes between them that belong to another.
 * Not thread-safe; painting allocates nothing.
 */
final class RowBrush {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String bytes;
  private final int pixelStride;
  private final boolean whole;
  private final long touched;
  private final byte[] old;

  /**
   * @param samples in the longest row
   */
  RowBrush(Raster raster, int samples) {
    bytes = raster.bytes();
    pixelStride = raster.pixelStride();
    whole = !bytes.contains("-");
    old = new byte[samples * pixelStride];
    long mask = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      mask |= bytes.charAt(i % pixelStride) == '-' ? 0 : 0xFFL << 8 * i;
    }
    touched = mask;
  }

  /**
   * Blends one opacity of a row.
   *
   * @param at byte of the plane where it begins
   * @param row bytes as they lie in the plane
   * @param from byte of the row where it begins
   */
  void paint(ByteBuffer plane, int at, byte[] row, int from, int samples, int opacity) {
    int length = samples * pixelStride;
    if (opacity < Spans.OPAQUE) {
      plane.get(at, old, 0, length);
      for (int i = 0; i < length; i++) {
        mix(i, row[from + i], opacity);
      }
      plane.put(at, old, 0, length);
    } else if (whole) {
      plane.put(at, row, from, length);
    } else {
      plane.get(at, old, 0, length);
      cover(row, from, length);
      plane.put(at, old, 0, length);
    }
  }

  /**
   * Blends a row with an opacity for each sample.
   *
   * @param opacities 0 to 255, standing for 0 to 256
   * @param start index of the first sample's opacity
   */
  void paint(
      ByteBuffer plane, int at, byte[] row, int from, int samples, byte[] opacities, int start) {
    int length = samples * pixelStride;
    plane.get(at, old, 0, length);
    for (int i = 0; i < length; i++) {
      mix(i, row[from + i], Spans.widen(opacities[start + i / pixelStride]));
    }
    plane.put(at, old, 0, length);
  }

  private void mix(int i, byte value, int opacity) {
    if (whole || bytes.charAt(i % pixelStride) != '-') {
      old[i] = (byte) SoftBrush.blend(old[i] & 255, value & 255, opacity);
    }
  }

  private void cover(byte[] row, int from, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      long kept = (long) WORDS.get(old, i) & ~touched;
      WORDS.set(old, i, kept | (long) WORDS.get(row, from + i) & touched);
    }
    for (; i < length; i++) {
      mix(i, row[from + i], Spans.OPAQUE);
    }
  }
}
