// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

class EngineAgreementTest {
  private static final int SIDE = 32;

  @TempDir private Path folder;

  /** Another label on every hundredth pixel, and another certainty on all. */
  private record Wrong(Segmenter real) implements Segmenter {
    @Override
    public SegmenterInfo info() {
      return real.info();
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
      for (int i = 0; i < count * info().pixels(); i++) {
        byte label = batch.labels().get(i);
        batch.labels().put(i, (byte) (i % 100 == 0 ? label + 1 : label));
        int confidence = batch.confidence().get(i) & 0xff;
        batch.confidence().put(i, (byte) (confidence > 127 ? confidence - 5 : confidence + 5));
      }
    }

    @Override
    public void release(SegmenterBatch batch) {
      real.release(batch);
    }

    @Override
    public void close() {}
  }

  @Test
  void theSameEngineAgreesWithItselfWhateverItsBatches() throws Exception {
    Path model = new TestModel(SIDE, SIDE, 1).write(folder);
    try (Segmenter pairs = OnnxSegmenter.open(model, new EngineOptions(1, 2));
        Segmenter threes = OnnxSegmenter.open(model, new EngineOptions(1, 3))) {
      assertEquals(
          new ModelBuilder.Agreement(8 * SIDE * SIDE, 2, 0, 0), EngineAgreement.of(pairs, threes));
    }
  }

  @Test
  void everyDifferenceCounts() throws Exception {
    Path model = new TestModel(SIDE, SIDE, 1).write(folder);
    try (Segmenter real = OnnxSegmenter.open(model, new EngineOptions(1, 8))) {
      ModelBuilder.Agreement agreement = EngineAgreement.of(real, new Wrong(real));
      assertEquals(0.01, agreement.different(), 0.0001);
      assertEquals(5, agreement.confidenceGap(), 0.0001);
      assertFalse(GpuBuild.holds(agreement));
      assertTrue(GpuBuild.holds(EngineAgreement.of(real, real)));
    }
  }

  @Test
  void aSegmenterIsMeasured() throws Exception {
    Path model = new TestModel(SIDE, SIDE, 1).write(folder);
    try (Segmenter segmenter = OnnxSegmenter.open(model, new EngineOptions(1, 4))) {
      ModelBuilder.Speed speed = GpuSpeed.measure(segmenter, 4);
      assertEquals(4, speed.batch());
      assertTrue(speed.milliseconds() > 0 && speed.windowsPerSecond() > 0, speed.toString());
    }
  }
}
