// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import org.sonomask.api.MaskFrame;

/**
 * A mask from a record.
 *
 * @param age ns from its running time to the moment it could be shown
 */
public record Aged(MaskFrame mask, long age) {

  /** A mask of a format that tells no age. */
  public static Aged unknown(MaskFrame mask) {
    return new Aged(mask, 0);
  }
}
