// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.List;
import java.util.Objects;

/**
 * One mask: which pixels of one picture sound, and how sure the model is.
 *
 * <p>To be read only. A mask of one's own may be kept and shared between threads freely; of one
 * that is lent, as {@link MaskStream#follow} and {@link MaskListener#onMask} do, the arrays are
 * used for another mask afterwards, so whoever wants more of it takes a {@link #copy}. Its other
 * parts never change.
 *
 * @param stream name of the stream it belongs to
 * @param runningTime running time of the frame the segmenter saw, ns
 * @param duration of that frame, ns
 * @param width in mask pixels
 * @param height in mask pixels
 * @param labels class of each pixel, row-major, 0 is the background
 * @param confidence of each pixel's label, unsigned, 255 is certain
 * @param regions the sounding objects, largest first
 * @param geometry where the mask lies on the picture
 * @param audioCoverage how much of the window's sound was there, 0 to 1
 * @param source where the mask comes from
 * @param model name of the model that made it
 */
public record MaskFrame(
    String stream,
    long runningTime,
    long duration,
    int width,
    int height,
    byte[] labels,
    byte[] confidence,
    List<Region> regions,
    MaskGeometry geometry,
    float audioCoverage,
    MaskSource source,
    String model) {

  public MaskFrame {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(geometry, "geometry");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(model, "model");
    regions = List.copyOf(regions);
    if (width <= 0
        || height <= 0
        || labels.length != (long) width * height
        || confidence.length != labels.length) {
      throw new IllegalArgumentException(
          "a "
              + width
              + "x"
              + height
              + " mask needs "
              + (long) width * height
              + " labels and confidences, not "
              + labels.length
              + " and "
              + confidence.length);
    }
  }

  /** The same mask with arrays of its own, to be kept. Of a mask that is lent, while it is. */
  public MaskFrame copy() {
    return filtered(labels.clone(), confidence.clone(), source);
  }

  /** The same mask, said to come from elsewhere. */
  public MaskFrame withSource(MaskSource newSource) {
    return filtered(labels, confidence, newSource);
  }

  /** A mask of the same frame with other pixels. */
  public MaskFrame filtered(byte[] newLabels, byte[] newConfidence, MaskSource newSource) {
    return new MaskFrame(
        stream,
        runningTime,
        duration,
        width,
        height,
        newLabels,
        newConfidence,
        regions,
        geometry,
        audioCoverage,
        newSource,
        model);
  }

  /** The same mask of a frame with another running time, ns. */
  public MaskFrame withRunningTime(long newRunningTime) {
    return placed(newRunningTime, geometry);
  }

  /** The same mask elsewhere on the picture. */
  public MaskFrame withGeometry(MaskGeometry newGeometry) {
    return placed(runningTime, newGeometry);
  }

  private MaskFrame placed(long newRunningTime, MaskGeometry newGeometry) {
    return new MaskFrame(
        stream,
        newRunningTime,
        duration,
        width,
        height,
        labels,
        confidence,
        regions,
        newGeometry,
        audioCoverage,
        source,
        model);
  }

  /** Age of this mask when it is shown on a frame with the given running time, ns; not below 0. */
  public long ageAt(long frameRunningTime) {
    return Math.max(0, frameRunningTime - runningTime);
  }
}
