// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * One mask on its way through the filters, and what they may know about it. Valid during the call
 * that it is given to.
 */
public interface MaskStep {

  /** Running time of the frame that is to show the mask, ns. */
  long runningTime();

  /** How much to steady, above 0 to 1; see {@link StreamSettings#smoothing()}. */
  double strength();

  /**
   * Level of the sound in the frame's window: root mean square in dBFS, negative infinity if there
   * is none. Computed when it is first asked for.
   */
  double level();

  /** Class of each pixel, to be changed in place. */
  byte[] labels();

  /** Whether no pixel is marked as the labels are now. */
  default boolean isEmpty() {
    for (byte label : labels()) {
      if (label != 0) {
        return false;
      }
    }
    return true;
  }

  /** Confidence of each pixel's label, unsigned, 255 is certain; to be changed in place. */
  byte[] confidence();

  /** The picture: luma of each pixel, unsigned, at mask size; not to be changed. */
  byte[] luma();

  /**
   * How the picture has moved since the one of the mask before; between inferences, since the one
   * that the mask was made of. Computed when it is first asked for, once for all filters.
   *
   * @return null if there is nothing before: at the start, and after a flush or a scene cut
   */
  MaskMotion motion();

  /** The stream's pictures and sound up to the frame that the mask was made of. */
  StreamPast past();

  /** The connected pieces of the labels as they are now; valid until this is called again. */
  MaskPieces pieces();
}
