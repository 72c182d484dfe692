// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import org.sonomask.api.Region;

/**
 * A rectangle of pixels.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record Box(int left, int top, int right, int bottom) {

  /** The part of a region's box that lies in the mask; may be empty. */
  public static Box of(Region region, int width, int height) {
    int left = clamp(region.x(), width);
    int top = clamp(region.y(), height);
    return new Box(
        left,
        top,
        Math.max(left, clamp((long) region.x() + region.width(), width)),
        Math.max(top, clamp((long) region.y() + region.height(), height)));
  }

  private static int clamp(long value, int max) {
    return (int) Math.max(0, Math.min(value, max));
  }
}
