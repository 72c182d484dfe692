// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Objects;

/**
 * One grid of samples within a plane: what lies at each of its pixels, byte by byte. A packed plane
 * such as YUY2's holds two grids, luma and chroma, over the same bytes.
 *
 * @param plane index of the plane in the frame
 * @param subX picture pixels that one sample spans across
 * @param subY picture pixels that one sample spans down
 * @param bytes the component of each byte of one sample ({@code Y U V R G B A}), {@code -} where
 *     the byte belongs to something else and must be kept
 */
public record Raster(int plane, int subX, int subY, String bytes) {

  public Raster {
    Objects.requireNonNull(bytes, "bytes");
    if (!bytes.matches("[YUVRGBA-]+") || subX < 1 || subY < 1 || plane < 0) {
      throw new IllegalArgumentException(
          "a raster holds the components Y U V R G B A and -, not \"" + bytes + "\"");
    }
  }

  /** Bytes from one sample to the next. */
  public int pixelStride() {
    return bytes.length();
  }
}
