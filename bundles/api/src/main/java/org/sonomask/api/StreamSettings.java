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
 */
public record StreamSettings(
    String name, String model, long interval, boolean live, long maxAge, double smoothing) {

  public StreamSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    if (interval < 0 || maxAge <= 0 || !(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "interval must not be negative, maxAge must be positive and smoothing 0 to 1, but are "
              + interval
              + ", "
              + maxAge
              + " and "
              + smoothing);
    }
  }
}
