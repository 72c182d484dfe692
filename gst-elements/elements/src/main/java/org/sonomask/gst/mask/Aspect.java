// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import org.sonomask.api.MaskGeometry;

/**
 * The display aspect ratio of a picture, in lowest terms: what its width and its height are to each
 * other on a screen.
 *
 * @param width 0 if the ratio is not known
 * @param height 0 if the ratio is not known
 */
public record Aspect(int width, int height) {

  public static final Aspect UNKNOWN = new Aspect(0, 0);

  /**
   * The ratio of a picture; unknown where GStreamer cannot reckon with it either.
   *
   * @param width in pixels
   * @param height in pixels
   * @param pixelWidth numerator of the pixel aspect ratio
   * @param pixelHeight denominator of the pixel aspect ratio
   */
  public static Aspect of(int width, int height, int pixelWidth, int pixelHeight) {
    return reduced((long) width * pixelWidth, (long) height * pixelHeight);
  }

  private static Aspect reduced(long width, long height) {
    if (width <= 0 || height <= 0) {
      return UNKNOWN;
    }
    long divisor = divisor(width, height);
    long across = width / divisor;
    long down = height / divisor;
    return Math.max(across, down) > Integer.MAX_VALUE
        ? UNKNOWN
        : new Aspect((int) across, (int) down);
  }

  private static long divisor(long one, long other) {
    return other == 0 ? one : divisor(other, one % other);
  }

  /** Of the picture turned by 90 degrees. */
  public Aspect turned() {
    return new Aspect(height, width);
  }

  /**
   * Where a picture of this ratio lies on a frame of another one, to which bars were added to
   * neither stretch nor crop it: as videoscale and its kin for GPUs do it with add-borders=true, to
   * the pixel. No metadata tell of bars, since GStreamer hands them sizes only.
   *
   * @param frameWidth in pixels
   * @param frameHeight in pixels
   * @param frame the frame's own ratio
   */
  public MaskGeometry place(int frameWidth, int frameHeight, Aspect frame) {
    Aspect ratio = reduced((long) width * frame.height, (long) height * frame.width);
    if (ratio.equals(UNKNOWN) || ratio.width == ratio.height) {
      return MaskGeometry.WHOLE;
    }
    long fullWidthHeight = (long) frameHeight * ratio.height / ratio.width;
    if (fullWidthHeight <= frameHeight) {
      return between(frameWidth, frameWidth, (int) fullWidthHeight, frameHeight);
    }
    long fullHeightWidth = (long) frameWidth * ratio.width / ratio.height;
    return between((int) fullHeightWidth, frameWidth, frameHeight, frameHeight);
  }

  private static MaskGeometry between(int width, int frameWidth, int height, int frameHeight) {
    return width == 0 || height == 0
        ? MaskGeometry.WHOLE
        : new MaskGeometry(
            (double) ((frameWidth - width) / 2) / frameWidth,
            (double) ((frameHeight - height) / 2) / frameHeight,
            (double) width / frameWidth,
            (double) height / frameHeight);
  }

  /** A mask's place on a frame, from its place on a picture and the picture's on the frame. */
  public static MaskGeometry within(MaskGeometry picture, MaskGeometry mask) {
    return picture.equals(MaskGeometry.WHOLE)
        ? mask
        : new MaskGeometry(
            picture.x() + mask.x() * picture.width(),
            picture.y() + mask.y() * picture.height(),
            mask.width() * picture.width(),
            mask.height() * picture.height());
  }
}
