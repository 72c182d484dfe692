// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.List;
import java.util.Optional;

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
  A420(
      new Raster(3, 1, 1, "A"),
      new Raster(0, 1, 1, "Y"),
      new Raster(1, 2, 2, "U"),
      new Raster(2, 2, 2, "V")),
  AV12(new Raster(2, 1, 1, "A"), new Raster(0, 1, 1, "Y"), new Raster(1, 2, 2, "UV")),
  AYUV(new Raster(0, 1, 1, "A---"), new Raster(0, 1, 1, "-YUV")),
  RGB(new Raster(0, 1, 1, "RGB")),
  BGR(new Raster(0, 1, 1, "BGR")),
  RGBA(new Raster(0, 1, 1, "---A"), new Raster(0, 1, 1, "RGB-")),
  BGRA(new Raster(0, 1, 1, "---A"), new Raster(0, 1, 1, "BGR-")),
  ARGB(new Raster(0, 1, 1, "A---"), new Raster(0, 1, 1, "-RGB")),
  ABGR(new Raster(0, 1, 1, "A---"), new Raster(0, 1, 1, "-BGR")),
  RGBx(new Raster(0, 1, 1, "RGB-")),
  BGRx(new Raster(0, 1, 1, "BGR-")),
  xRGB(new Raster(0, 1, 1, "-RGB")),
  xBGR(new Raster(0, 1, 1, "-BGR"));

  private final List<Raster> all;
  private final List<Raster> rasters;
  private final Optional<Raster> alpha;

  /**
   * @param all rasters of the colours, and of alpha if there is any
   */
  PictureFormat(Raster... all) {
    this.all = List.of(all);
    alpha = this.all.stream().filter(raster -> raster.bytes().contains("A")).findAny();
    rasters = this.all.stream().filter(raster -> !raster.bytes().contains("A")).toList();
  }

  /** The grids of samples that make up a picture's colours in this format. */
  public List<Raster> rasters() {
    return rasters;
  }

  /** Where alpha lies; empty for formats without. */
  public Optional<Raster> alpha() {
    return alpha;
  }

  /** The grids of samples of colours and alpha. */
  public List<Raster> all() {
    return all;
  }
}
