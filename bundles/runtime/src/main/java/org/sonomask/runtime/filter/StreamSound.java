// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;

/** What filters may know of a stream's sound. */
@FunctionalInterface
public interface StreamSound {

  /** Level of the sound of the window of the frame with a running time, dBFS. */
  double level(long runningTime);

  /** See {@link org.sonomask.api.StreamPast#sound}; nothing is there unless this is overridden. */
  default int read(long runningTime, float[] to) {
    Arrays.fill(to, 0);
    return 0;
  }
}
