// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/** The side of the corpus that an asset belongs to; an identity lies on one side only. */
public enum Split {
  /** For training. */
  TRAIN,
  /** For choosing checkpoints and thresholds. */
  VAL,
  /** For the figures that are published. */
  TEST
}
