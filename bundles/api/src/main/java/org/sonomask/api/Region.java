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
 */
public record Region(
    int label, String name, float score, int x, int y, int width, int height, int area) {}
