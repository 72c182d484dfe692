// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/** Where a mask comes from. */
public enum MaskSource {
  /** The segmenter saw this very frame. */
  INFERRED,
  /** An older mask shown again. */
  HELD,
  /** An older mask moved with the picture. */
  PROPAGATED
}
