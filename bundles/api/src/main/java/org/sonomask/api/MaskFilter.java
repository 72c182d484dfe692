// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;

/**
 * Steadies masks over time. A whiteboard service; filters run in order of ranking, highest first.
 */
public interface MaskFilter {

  /** Short name, for configuration and statistics. */
  String name();

  /** Starts filtering a stream. */
  Instance open(SegmenterInfo info);

  /** The state of one stream; called by one thread at a time, in order of running time. */
  interface Instance {

    /**
     * Filters one mask in place.
     *
     * @param runningTime of the frame, ns
     * @param frame the picture at model size, uint8 RGB, [height, width, 3] from absolute offset 0,
     *     read only, valid during the call
     * @param strength how much to steady, above 0 to 1; see {@link StreamSettings#smoothing()}
     * @param labels class of each pixel, to be changed in place
     * @param confidence of each pixel's label, unsigned, to be changed in place
     */
    void apply(
        long runningTime, ByteBuffer frame, double strength, byte[] labels, byte[] confidence);

    /** Forgets everything: after a flush, a scene cut or a change of caps. */
    void reset();
  }
}
