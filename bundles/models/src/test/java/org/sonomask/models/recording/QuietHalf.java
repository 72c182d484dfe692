// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/** Another model: one to which nothing in the lower half of the picture sounds. */
record QuietHalf(Segmenter real) implements Segmenter {
  @Override
  public SegmenterInfo info() {
    SegmenterInfo info = real.info();
    return new SegmenterInfo(
        "quiet-half",
        info.version(),
        info.licence(),
        info.width(),
        info.height(),
        info.audioExamples(),
        info.audioHop(),
        info.classes());
  }

  @Override
  public int maxBatch() {
    return real.maxBatch();
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    return real.newBatch(capacity);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    real.segment(batch, count);
    int pixels = info().pixels();
    for (int i = 0; i < count * pixels; i++) {
      if (i % pixels >= pixels / 2) {
        batch.labels().put(i, (byte) 0);
      }
    }
  }

  @Override
  public void release(SegmenterBatch batch) {
    real.release(batch);
  }

  @Override
  public void close() {}
}
