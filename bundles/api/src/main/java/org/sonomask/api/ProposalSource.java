// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;

/**
 * Proposes masks of whatever objects a picture shows, as segment-anything models do: the raw
 * material of a maskige (arXiv 2312.06462, section 3.2). A whiteboard service; the highest ranking
 * is used. Thread-safe.
 */
public interface ProposalSource {

  /** Short name, for configuration and statistics. */
  String name();

  /**
   * Proposes masks.
   *
   * @param frame uint8 RGB, [height, width, 3] from absolute offset {@code frameOffset}
   * @throws IllegalStateException if the model fails; the message says why
   */
  Proposals propose(ByteBuffer frame, int frameOffset, int width, int height);

  /**
   * Masks as logits: above 0 is inside.
   *
   * @param count M
   * @param width of the masks, which may be coarser than the picture; both cover the same area
   * @param height of the masks
   * @param logits [M, height, width]
   * @param scores the intersection over union that the model expects of each mask, [M]
   */
  record Proposals(int count, int width, int height, float[] logits, float[] scores) {
    public Proposals {
      if (logits.length != (long) count * width * height || scores.length != count) {
        throw new IllegalArgumentException(
            logits.length
                + " logits and "
                + scores.length
                + " scores do not make "
                + count
                + " masks of "
                + width
                + "x"
                + height);
      }
    }
  }
}
