// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.List;
import java.util.Objects;

/**
 * What a segmenter's model is and takes.
 *
 * @param model name of the model, as it travels with every mask
 * @param version version or content hash of the model
 * @param licence SPDX identifier of the weights
 * @param width width of frame, prior and mask in pixels
 * @param height height of frame, prior and mask in pixels
 * @param audioExamples log-mel examples a window holds, oldest first; the last one is the frame's
 *     own
 * @param audioHop nanoseconds between the starts of consecutive examples
 * @param classes class names by label; label 0 is the background
 */
public record SegmenterInfo(
    String model,
    String version,
    String licence,
    int width,
    int height,
    int audioExamples,
    long audioHop,
    List<String> classes) {

  /** Time steps of a log-mel example. */
  public static final int MEL_FRAMES = 96;

  /** Mel bands of a log-mel example. */
  public static final int MEL_BANDS = 64;

  /** Classes at most, the background included: a label is a byte. */
  public static final int MAX_CLASSES = 256;

  private static final int MAX_PIXELS = 1 << 24;
  private static final int MAX_EXAMPLES = 1 << 12;

  public SegmenterInfo {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(licence, "licence");
    classes = List.copyOf(classes);
    if (width <= 0 || height <= 0 || audioExamples <= 0 || audioHop <= 0 || classes.size() < 2) {
      throw new IllegalArgumentException(
          "a model needs a positive size, at least one log-mel example and two classes, but "
              + model
              + " has "
              + width
              + "x"
              + height
              + ", "
              + audioExamples
              + " examples and classes "
              + classes);
    }
    if ((long) width * height > MAX_PIXELS
        || audioExamples > MAX_EXAMPLES
        || classes.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "a model has at most %d pixels, %d log-mel examples and %d classes, but %s has %dx%d, %d and %d"
              .formatted(
                  MAX_PIXELS,
                  MAX_EXAMPLES,
                  MAX_CLASSES,
                  model,
                  width,
                  height,
                  audioExamples,
                  classes.size()));
    }
  }

  /** Pixels of one mask. */
  public int pixels() {
    return width * height;
  }

  /** Floats of one window's log-mel examples. */
  public int melFloats() {
    return audioExamples * MEL_FRAMES * MEL_BANDS;
  }
}
