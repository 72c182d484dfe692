// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/** Pairs the sound and the pictures of many streams, and batches them to a segmenter. */
public interface MaskService {

  /**
   * Opens a stream; whoever opens it closes it.
   *
   * @throws IllegalStateException if the highest number of streams is open already; the message
   *     names the limit
   */
  MaskStream open(StreamSettings settings);
}
