// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.models.RenamedSegmenter;

/** Another model: one to which nothing in the lower half of the picture sounds. */
final class QuietHalf extends RenamedSegmenter {
  QuietHalf(Segmenter real) {
    super(real, "quiet-half");
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    super.segment(batch, count);
    int pixels = info().pixels();
    for (int i = 0; i < count * pixels; i++) {
      if (i % pixels >= pixels / 2) {
        batch.labels().put(i, (byte) 0);
      }
    }
  }

  /** Whose it is closes the real one. */
  @Override
  public void close() {}
}
