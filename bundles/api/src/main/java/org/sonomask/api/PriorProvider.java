// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;

/**
 * Makes the prior of a frame: a class-agnostic partition into objects, which COMBO's siam encoder
 * takes as a maskige (arXiv 2312.06462, section 3.2). A whiteboard service; the highest ranking
 * wins.
 */
public interface PriorProvider {

  /** Short name, for configuration and statistics. */
  String name();

  /** Starts making priors of frames of one size. Not thread-safe: one instance, one thread. */
  Instance open(int width, int height);

  /** The scratch memory for one thread. */
  interface Instance {

    /**
     * Makes a prior.
     *
     * @param frame uint8 RGB, [height, width, 3] from absolute offset {@code frameOffset}
     * @param prior uint8 index map, [height, width], written from absolute offset {@code
     *     priorOffset}; 0 is uncovered, larger objects have larger indices
     */
    void prior(ByteBuffer frame, int frameOffset, ByteBuffer prior, int priorOffset);
  }
}
