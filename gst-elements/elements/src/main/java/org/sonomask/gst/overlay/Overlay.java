// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.LabelMask;

/** One mask made ready to be brought out on frames of one kind. Not thread-safe. */
interface Overlay {

  /** The part of the frames that is shown. */
  Area area();

  /** Takes another mask or other settings. */
  void compose(LabelMask mask, OverlaySettings settings);

  /** Whether the mask leaves frames as they are. */
  boolean isEmpty();
}
