// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.List;
import java.util.Objects;
import org.sonomask.api.MaskGeometry;

/**
 * A mask as it is painted.
 *
 * @param width in mask pixels
 * @param height in mask pixels
 * @param labels class of each pixel, row-major, 0 is the background; read, never written
 * @param confidence of each pixel's label, unsigned, 255 is certain; read, never written
 * @param geometry where the mask lies on the picture
 * @param classes class names by label; may be shorter than the labels go
 */
public record LabelMask(
    int width,
    int height,
    byte[] labels,
    byte[] confidence,
    MaskGeometry geometry,
    List<String> classes) {

  public LabelMask {
    Objects.requireNonNull(geometry, "geometry");
    classes = List.copyOf(classes);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a mask must not be empty: " + width + "x" + height);
    }
    if (labels.length != width * height || confidence.length != labels.length) {
      throw new IllegalArgumentException(
          "a mask of %dx%d needs %d labels and confidences, not %d and %d"
              .formatted(width, height, width * height, labels.length, confidence.length));
    }
  }

  /** The same mask at another place of the picture. */
  public LabelMask at(MaskGeometry place) {
    return new LabelMask(width, height, labels, confidence, place, classes);
  }

  /** Name of a class; a number where the mask names none. */
  public String name(int label) {
    return label < classes.size() ? classes.get(label) : Integer.toString(label);
  }
}
