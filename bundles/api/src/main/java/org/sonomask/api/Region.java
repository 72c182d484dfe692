// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * One sounding object in a mask.
 *
 * @param label its class, an index into {@link SegmenterInfo#classes()}
 * @param name its class's name
 * @param score mean confidence over its pixels, 0 to 1
 * @param x left edge of its box in mask pixels
 * @param y top edge of its box in mask pixels
 * @param width width of its box in mask pixels
 * @param height height of its box in mask pixels
 * @param area pixels it covers
 * @param track number of the object, the same in all masks of the stream that show it, from 1; 0 if
 *     nobody follows objects
 */
public record Region(
    int label,
    String name,
    float score,
    int x,
    int y,
    int width,
    int height,
    int area,
    long track) {

  /** A region that nobody follows. */
  public Region(
      int label, String name, float score, int x, int y, int width, int height, int area) {
    this(label, name, score, x, y, width, height, area, 0);
  }

  /** The same region as part of a track. */
  public Region withTrack(long number) {
    return new Region(label, name, score, x, y, width, height, area, number);
  }
}
