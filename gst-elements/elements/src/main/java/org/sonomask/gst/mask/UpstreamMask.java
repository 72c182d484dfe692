// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstAnalytics;

/** A mask as metadata of GStreamer's own, for elements that know nothing of us. */
sealed interface UpstreamMask extends AutoCloseable permits AnalyticsMask, RegionMetas {

  /**
   * Prepares a mask: all of it where GStreamer has analytics metadata, else regions of interest.
   *
   * @param labels GstBuffer*, taken
   * @param names of classes by label
   */
  static UpstreamMask of(MaskFrame mask, long labels, List<String> names) {
    if (GstAnalytics.isPresent()) {
      return new AnalyticsMask(mask, labels, names);
    }
    Gst.gst_mini_object_unref(labels);
    return new RegionMetas(mask);
  }

  /**
   * Adds it to a writable frame.
   *
   * @param x left edge of the picture that the mask belongs to, in pixels of the frame
   * @param y its top edge
   * @param width its width
   * @param height its height
   */
  void add(long buffer, int x, int y, int width, int height);

  /**
   * Takes another mask of the same classes.
   *
   * @param labels GstBuffer*, taken
   */
  void replace(MaskFrame fitted, long labels);

  @Override
  void close();
}
