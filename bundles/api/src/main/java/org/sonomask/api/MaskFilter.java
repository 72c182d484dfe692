// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.List;

/**
 * Steadies masks over time. A whiteboard service; filters run in order of ranking, highest first,
 * and may come and go while streams play.
 */
public interface MaskFilter {

  /** Short name, for configuration and statistics. */
  String name();

  /**
   * Starts filtering the masks of a stream that the segmenter makes.
   *
   * @return null, as long as this filter has nothing to do there
   */
  Instance open(SegmenterInfo info);

  /**
   * Starts filtering what a stream shows between its inferences: each frame without a mask of its
   * own gets a copy of the newest mask, and that goes through these.
   *
   * @return null, as long as this filter has nothing to do there; where every filter says so, the
   *     stream needs no pictures of these frames
   */
  default Instance openBetween(SegmenterInfo info) {
    return null;
  }

  /** The state of one stream; called by one thread at a time, in order of running time. */
  interface Instance {

    /** Filters one mask in place. */
    void apply(MaskStep step);

    /**
     * Sees the regions that were found in the filtered mask, and may replace them: to number them,
     * for example. Only for masks that the segmenter made.
     *
     * @param regions largest first
     * @return regions of the same mask
     */
    default List<Region> regions(MaskStep step, List<Region> regions) {
      return regions;
    }

    /** Forgets everything: after a flush, a scene cut or a change of caps. */
    void reset();
  }
}
