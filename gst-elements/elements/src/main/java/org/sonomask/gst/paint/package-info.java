// SPDX-License-Identifier: Apache-2.0
/**
 * Painting masks into video frames in place, without GStreamer and without native code.
 *
 * <p>The path of one mask: {@link org.sonomask.gst.paint.DistanceField} turns the pixels of one
 * class into distances from its boundary, {@link org.sonomask.gst.paint.Rasteriser} turns those
 * into {@link org.sonomask.gst.paint.Spans} at the picture's own resolution, once per mask; {@link
 * org.sonomask.gst.paint.Brush} then blends the spans into the planes of each frame, or {@link
 * org.sonomask.gst.paint.Blur} blurs there.
 */
package org.sonomask.gst.paint;
