// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * The last second or two of a stream up to the frame of a mask: its pictures, those without an
 * inference of their own included, and its sound. Valid as long as the {@link MaskStep} that it
 * belongs to. Streams remember pictures only while a filter works between inferences, see {@link
 * MaskFilter#openBetween}.
 */
public interface StreamPast {

  /** Samples a second of {@link #sound}. */
  int SOUND_RATE = 16_000;

  /** Number of pictures remembered. */
  int pictures();

  /**
   * Running time of a picture, ns.
   *
   * @param back 0 is the newest, which is the frame's own unless that was not remembered
   */
  long time(int back);

  /**
   * Copies a part of a picture: luma, unsigned, at mask size, row-major.
   *
   * @param back 0 is the newest
   * @param left edge of the part in mask pixels; the part must lie within the mask
   * @param to the part's pixels from index 0
   * @return whether the picture is still remembered; it may be forgotten at any time, the oldest
   *     ones first
   */
  boolean luma(int back, int left, int top, int width, int height, byte[] to);

  /**
   * Copies sound: mono, {@value #SOUND_RATE} samples a second, full scale is 1. What is missing, or
   * has not come yet, is copied as silence.
   *
   * @param runningTime of the first sample, ns
   * @param to filled
   * @return how many of the samples were there
   */
  int sound(long runningTime, float[] to);
}
