// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.sonomask.api.ProposalSource.Proposals;

/** Masks of several inferences, all of one size. */
final class CollectedProposals {
  private int count;
  private int width;
  private int height;
  private float[] logits = new float[0];
  private float[] scores = new float[0];

  /**
   * Adds what one inference gave.
   *
   * @param masks the last two axes are height and width
   * @param expected the masks' scores, null if the model knows none: then each has 1
   * @param first masks before it are left out
   */
  void add(NDArray masks, NDArray expected, int first) {
    long[] shape = masks.getShape().getShape();
    width = Math.toIntExact(shape[shape.length - 1]);
    height = Math.toIntExact(shape[shape.length - 2]);
    int pixels = width * height;
    int given = Math.toIntExact(masks.size() / Math.max(1, pixels));
    logits = joined(logits, masks, first * pixels);
    if (expected != null) {
      scores = joined(scores, expected, first);
    } else {
      scores = Arrays.copyOf(scores, count + given - first);
      Arrays.fill(scores, count, scores.length, 1);
    }
    count += given - first;
  }

  private static float[] joined(float[] before, NDArray more, int skipped) {
    FloatBuffer values = more.toByteBuffer().asFloatBuffer().position(skipped);
    float[] all = Arrays.copyOf(before, before.length + values.remaining());
    values.get(all, before.length, values.remaining());
    return all;
  }

  Proposals proposals() {
    return new Proposals(count, width, height, logits, scores);
  }
}
