// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

/** How the scores of a pixel's classes become a label. */
public enum Decision {
  /** The class with the highest score, the background among them (combo section 4.9). */
  BEST_SCORE,
  /**
   * First whether the pixel sounds: the share of all sounding classes together in the sum of all
   * scores, against a threshold. Then which class: the best of them. A pixel whose sound is divided
   * among classes that resemble each other is not lost to the background that way. With two classes
   * and a threshold of a half the labels are those of {@link #BEST_SCORE}.
   */
  SOUNDING_SHARE
}
