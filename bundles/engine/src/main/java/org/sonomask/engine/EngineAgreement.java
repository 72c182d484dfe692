// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.BitSet;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/** Compares the masks that two engines make of the same made-up windows. */
final class EngineAgreement {
  private static final int WINDOWS = 8;

  private EngineAgreement() {}

  /** Compares; both are of the same model. */
  static ModelBuilder.Agreement of(Segmenter processor, Segmenter gpu) throws SegmenterException {
    SegmenterInfo info = processor.info();
    SegmenterBatch expected = SegmenterBatch.allocate(info, WINDOWS);
    SegmenterBatch actual = SegmenterBatch.allocate(info, WINDOWS);
    MadeUpWindows.fill(info, expected, WINDOWS);
    MadeUpWindows.fill(info, actual, WINDOWS);
    run(processor, expected);
    run(gpu, actual);
    return compare(info, expected, actual);
  }

  /** In as many batches as the segmenter needs. */
  private static void run(Segmenter segmenter, SegmenterBatch windows) throws SegmenterException {
    SegmenterInfo info = segmenter.info();
    int size = Math.min(WINDOWS, segmenter.maxBatch());
    SegmenterBatch batch = segmenter.newBatch(size);
    try {
      for (int first = 0; first < WINDOWS; first += size) {
        int count = Math.min(size, WINDOWS - first);
        int pixels = info.pixels();
        int mels = info.melFloats();
        batch.frames().put(0, windows.frames(), first * pixels * 3, count * pixels * 3);
        batch.priors().put(0, windows.priors(), first * pixels, count * pixels);
        batch.logMel().put(0, windows.logMel(), first * mels, count * mels);
        segmenter.segment(batch, count);
        windows.labels().put(first * pixels, batch.labels(), 0, count * pixels);
        windows.confidence().put(first * pixels, batch.confidence(), 0, count * pixels);
      }
    } finally {
      segmenter.release(batch);
    }
  }

  private static ModelBuilder.Agreement compare(
      SegmenterInfo info, SegmenterBatch expected, SegmenterBatch actual) {
    int pixels = WINDOWS * info.pixels();
    int different = 0;
    long gap = 0;
    BitSet labels = new BitSet();
    for (int i = 0; i < pixels; i++) {
      different += expected.labels().get(i) == actual.labels().get(i) ? 0 : 1;
      int confidence = expected.confidence().get(i) & 0xff;
      gap += Math.abs(confidence - (actual.confidence().get(i) & 0xff));
      labels.set(expected.labels().get(i) & 0xff);
    }
    return new ModelBuilder.Agreement(
        pixels, labels.cardinality(), (double) different / pixels, (double) gap / pixels);
  }
}
