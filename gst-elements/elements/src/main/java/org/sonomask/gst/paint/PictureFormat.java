// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The 8-bit video formats that can be painted on, named as in GStreamer's caps. Alpha of formats
 * that have it is kept: what the picture hides stays hidden.
 */
public enum PictureFormat {
  I420(new Raster(0, 1, 1, "Y"), new Raster(1, 2, 2, "U"), new Raster(2, 2, 2, "V")),
  YV12(new Raster(0, 1, 1, "Y"), new Raster(1, 2, 2, "V"), new Raster(2, 2, 2, "U")),
  Y42B(new Raster(0, 1, 1, "Y"), new Raster(1, 2, 1, "U"), new Raster(2, 2, 1, "V")),
  Y444(new Raster(0, 1, 1, "Y"), new Raster(1, 1, 1, "U"), new Raster(2, 1, 1, "V")),
  NV12(new Raster(0, 1, 1, "Y"), new Raster(1, 2, 2, "UV")),
  NV21(new Raster(0, 1, 1, "Y"), new Raster(1, 2, 2, "VU")),
  YUY2(new Raster(0, 1, 1, "Y-"), new Raster(0, 2, 1, "-U-V")),
  UYVY(new Raster(0, 1, 1, "-Y"), new Raster(0, 2, 1, "U-V-")),
  AYUV(new Raster(0, 1, 1, "-YUV")),
  RGB(new Raster(0, 1, 1, "RGB")),
  BGR(new Raster(0, 1, 1, "BGR")),
  RGBA(new Raster(0, 1, 1, "RGB-")),
  BGRA(new Raster(0, 1, 1, "BGR-")),
  ARGB(new Raster(0, 1, 1, "-RGB")),
  ABGR(new Raster(0, 1, 1, "-BGR")),
  RGBx(new Raster(0, 1, 1, "RGB-")),
  BGRx(new Raster(0, 1, 1, "BGR-")),
  xRGB(new Raster(0, 1, 1, "-RGB")),
  xBGR(new Raster(0, 1, 1, "-BGR"));

  private static final Set<PictureFormat> WITH_ALPHA = EnumSet.of(AYUV, RGBA, BGRA, ARGB, ABGR);

  private final List<Raster> rasters;

  PictureFormat(Raster... rasters) {
    this.rasters = List.of(rasters);
  }

  /** The grids of samples that make up a picture in this format. */
  public List<Raster> rasters() {
    return rasters;
  }

  /** The formats whose pixels have alpha. */
  public static Set<PictureFormat> withAlpha() {
    return Collections.unmodifiableSet(WITH_ALPHA);
  }

  /** Where alpha lies, the one byte of a pixel that no colour takes; empty for other formats. */
  public Optional<Raster> alpha() {
    if (!WITH_ALPHA.contains(this)) {
      return Optional.empty();
    }
    StringBuilder bytes = new StringBuilder();
    rasters.get(0).bytes().chars().forEach(c -> bytes.append(c == '-' ? 'A' : '-'));
    return Optional.of(new Raster(0, 1, 1, bytes.toString()));
  }

  /** How many planes a frame in this format has. */
  public int planes() {
    return rasters.stream().mapToInt(Raster::plane).max().orElseThrow() + 1;
  }
}
