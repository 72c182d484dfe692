// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.gst.paint.LabelMask;

/** The masks of frame after frame, as they are painted. For one streaming thread. */
public final class FrameMasks implements AutoCloseable {

  private final MaskReader reader = new MaskReader();

  /**
   * Reads a frame's mask.
   *
   * @param buffer GstBuffer*, borrowed
   * @param maxAge ns, unsigned; an older mask counts as none
   * @return whether it has one
   * @throws IllegalArgumentException if its metadata is no mask
   */
  public boolean read(long buffer, long maxAge) {
    return reader.read(buffer) && Long.compareUnsigned(reader.age(), maxAge) <= 0;
  }

  /** Which mask was read last: another one has another number. */
  public long sequence() {
    return reader.sequence();
  }

  /** The mask that was read last; its pixels are valid until another one is read. */
  public LabelMask load() {
    return new LabelMask(
        reader.width(),
        reader.height(),
        reader.labels(),
        reader.confidence(),
        new MaskGeometry(reader.x(), reader.y(), reader.w(), reader.h()),
        reader.classes());
  }

  @Override
  public void close() {
    reader.close();
  }
}
