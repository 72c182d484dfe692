// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;

/**
 * An effect made ready for pictures of one kind. Composing works once per mask; applying works once
 * per frame and allocates nothing. Not thread-safe.
 */
interface Treatment {

  /**
   * Takes another mask.
   *
   * @param mask null if there is none
   */
  void compose(LabelMask mask, MatteSettings settings);

  /** Whether pictures stay as they are. */
  boolean isEmpty();

  /** Changes a picture. */
  void apply(Picture picture);
}
