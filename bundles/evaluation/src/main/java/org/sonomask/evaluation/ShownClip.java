// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.List;

/**
 * A clip as every model is shown it, and what is true of it. Arrays are shared and not to be
 * changed.
 *
 * @param width of pictures and masks
 * @param height of pictures and masks
 * @param frames uint8 RGB of each frame, [height, width, 3]
 * @param priors uint8 maskige index map of each frame, [height, width]
 * @param logMel float32 log-mel example of each second of sound, [96 · 64]; one a frame
 * @param truth class of what sounds at each pixel of the labelled frames, the first ones; 0 is
 *     background
 * @param assets what the clip was made of; clips that share one are no independent measurements
 */
public record ShownClip(
    int width,
    int height,
    byte[][] frames,
    byte[][] priors,
    float[][] logMel,
    byte[][] truth,
    List<String> assets) {

  /** Labelled frames. */
  public int length() {
    return truth.length;
  }
}
