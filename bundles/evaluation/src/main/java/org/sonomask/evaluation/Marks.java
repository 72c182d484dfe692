// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

/**
 * What a marker says about a clip.
 *
 * @param labels class of each pixel of each frame, 0 is background
 * @param sounding how likely each pixel sounds, unsigned: 128 and above is the mask, 255 is certain
 */
public record Marks(byte[][] labels, byte[][] sounding) {
  private static final int HALF = 128;

  /**
   * How likely a pixel sounds: what is not background.
   *
   * @param confidence of the label, unsigned
   */
  public static byte sounding(byte label, byte confidence) {
    return (byte) (label == 0 ? 255 - (confidence & 0xff) : confidence);
  }

  /** Whether a pixel is in the mask. */
  static boolean inMask(byte sounding) {
    return (sounding & 0xff) >= HALF;
  }
}
