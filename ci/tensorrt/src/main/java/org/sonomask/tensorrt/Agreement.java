// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;

/**
 * How alike two computations of the same masks are.
 *
 * @param pixels compared
 * @param labelsSeen different labels that the expected masks have
 * @param commonestLabel its share of the expected pixels
 * @param labelsDifferent share of pixels whose labels differ
 * @param confidenceMeanGap mean distance of the confidences, of 255
 * @param confidenceFar share of pixels whose confidences are more than 8 of 255 apart
 */
record Agreement(
    @JsonProperty("pixels") int pixels,
    @JsonProperty("labels_seen") long labelsSeen,
    @JsonProperty("commonest_label") double commonestLabel,
    @JsonProperty("labels_different") double labelsDifferent,
    @JsonProperty("confidence_mean_gap") double confidenceMeanGap,
    @JsonProperty("confidence_far") double confidenceFar) {
  private static final int VALUES = 256;
  private static final int FAR = 8;

  /** Compares the outputs {@code labels} and {@code confidence}, as many bytes each. */
  static Agreement of(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    byte[] labels = expected.get("labels");
    byte[] confidence = expected.get("confidence");
    int far = 0;
    long apart = 0;
    int[] counts = new int[VALUES];
    for (int i = 0; i < labels.length; i++) {
      int gap = Math.abs((confidence[i] & 0xFF) - (actual.get("confidence")[i] & 0xFF));
      far += gap > FAR ? 1 : 0;
      apart += gap;
      counts[labels[i] & 0xFF]++;
    }
    double all = labels.length;
    return new Agreement(
        labels.length,
        Arrays.stream(counts).filter(count -> count > 0).count(),
        Arrays.stream(counts).max().orElse(0) / all,
        different(labels, actual.get("labels")),
        apart / all,
        far / all);
  }

  /** Share of labels that differ. */
  static double different(byte[] expected, byte[] actual) {
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      different += expected[i] == actual[i] ? 0 : 1;
    }
    return (double) different / expected.length;
  }
}
