// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

/**
 * How a {@link MaskRuntime} works.
 *
 * @param maxStreams that may be open at a time
 * @param maxBatch windows that one inference takes at most; the segmenter may take fewer
 * @param maxWait ns that a window waits for others to fill its batch
 * @param queue windows that a stream which is not live may have under way
 * @param silence level (root mean square, dBFS) below which a window gets an empty mask without
 *     asking the model; negative infinity asks it always
 */
public record RuntimeSettings(
    int maxStreams, int maxBatch, long maxWait, int queue, double silence) {

  /** Up to 256 streams, batches of 8 within 10 ms, 48 windows a stream, silence below -60 dBFS. */
  public static final RuntimeSettings DEFAULT = new RuntimeSettings(256, 8, 10_000_000, 48, -60);

  public RuntimeSettings {
    if (maxStreams < 1 || maxBatch < 1 || maxWait < 0 || queue < 1 || !(silence <= 0)) {
      throw new IllegalArgumentException(
          "maxStreams, maxBatch and queue must be positive, maxWait must not be negative and"
              + " silence must be 0 dBFS or less, but are "
              + maxStreams
              + ", "
              + maxBatch
              + ", "
              + queue
              + ", "
              + maxWait
              + " and "
              + silence);
    }
  }
}
