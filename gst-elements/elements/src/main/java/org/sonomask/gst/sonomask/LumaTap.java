// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import org.sonomask.api.MaskStream;

/**
 * Hands the luma of every frame to a mask stream whose filters want it. On the video sink pad's
 * streaming thread only. Owns native memory until {@link #close}.
 */
final class LumaTap implements AutoCloseable {
  private PictureScaler scaler;

  /**
   * Hands over a picture; hot path.
   *
   * @param info GstVideoInfo* of the picture, which must live until {@link #close}; 0 does nothing
   * @param buffer GstBuffer*, borrowed
   */
  void offer(MaskStream to, long info, long buffer, long runningTime) {
    int width = to.frameWidth();
    int height = to.frameHeight();
    if (info == 0 || width == 0 || height == 0) {
      return;
    }
    if (scaler == null || !scaler.fits(info, width, height)) {
      close();
      scaler = new PictureScaler(info, PictureKind.LUMA, width, height);
    }
    ByteBuffer luma = scaler.scale(buffer);
    if (luma != null) {
      to.picture(luma, runningTime);
    }
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
