// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.Objects;

/**
 * How a stream wants its masks.
 *
 * @param name of the stream, unique in the process
 * @param model name of the model to use; empty takes the segmenter with the highest ranking
 * @param interval least running time between two inferences, ns; 0 segments every frame
 * @param live whether newest wins and late windows are dropped; otherwise every window is segmented
 * @param maxAge ns after which a mask is no longer shown; also the deadline of a live window
 * @param smoothing strength of the temporal filters, 0 (off) to 1
 * @param threshold confidence below which a pixel that sounds counts as background, 0 (none does)
 *     to 1; on top of the model's own
 */
public record StreamSettings(
    String name,
    String model,
    long interval,
    boolean live,
    long maxAge,
    double smoothing,
    double threshold) {

  public StreamSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    if (interval < 0 || maxAge <= 0 || !isShare(smoothing) || !isShare(threshold)) {
      throw new IllegalArgumentException(
          "interval must not be negative, maxAge must be positive, smoothing and threshold 0 to 1,"
              + " but are "
              + interval
              + ", "
              + maxAge
              + ", "
              + smoothing
              + " and "
              + threshold);
    }
  }

  /** Settings with the model's own threshold only. */
  public StreamSettings(
      String name, String model, long interval, boolean live, long maxAge, double smoothing) {
    this(name, model, interval, live, maxAge, smoothing, 0);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
