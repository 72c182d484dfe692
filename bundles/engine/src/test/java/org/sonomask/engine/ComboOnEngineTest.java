// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.prior.GraphPrior;

/** What the COMBO exporter writes is what the engine reads. */
class ComboOnEngineTest {
  @TempDir static Path folder;
  private static OnnxSegmenter segmenter;

  @BeforeAll
  static void open() throws Exception {
    segmenter = OnnxSegmenter.open(RandomCombo.write(folder), new EngineOptions(1, 2));
  }

  @AfterAll
  static void close() {
    segmenter.close();
  }

  @Test
  void theExportKeepsTheContract() {
    SegmenterInfo info = segmenter.info();
    assertEquals("combo-lite-random", info.model());
    assertEquals(224, info.width());
    assertEquals(1, info.audioExamples());
    assertEquals(3, info.classes().size());
  }

  @Test
  void theMaskDependsOnFramePriorAndSound() throws Exception {
    byte[] reference = confidence(1, 1, true);
    assertArrayEquals(reference, confidence(1, 1, true));
    assertFalse(Arrays.equals(reference, confidence(2, 1, true)), "another frame");
    assertFalse(Arrays.equals(reference, confidence(1, 2, true)), "another sound");
    assertFalse(Arrays.equals(reference, confidence(1, 1, false)), "another prior");
  }

  private static byte[] confidence(int frame, int sound, boolean prior) throws Exception {
    SegmenterInfo info = segmenter.info();
    SegmenterBatch batch = segmenter.newBatch(1);
    Random pixels = new Random(frame);
    for (int block = 0; block < info.pixels() * 3; block++) {
      boolean newBlock = block % 48 == 0;
      byte value = newBlock ? (byte) pixels.nextInt() : batch.frames().get(block - 1);
      batch.frames().put(block, value);
    }
    Random levels = new Random(sound);
    for (int i = 0; i < info.melFloats(); i++) {
      batch.logMel().put(i, 6 * levels.nextFloat() - 4.6f);
    }
    if (prior) {
      PriorProvider.Instance instance = new GraphPrior().open(info.width(), info.height());
      instance.prior(batch.frames(), 0, batch.priors(), 0);
    }
    segmenter.segment(batch, 1);
    byte[] labels = new byte[info.pixels()];
    byte[] confidence = new byte[info.pixels()];
    batch.labels().get(0, labels);
    batch.confidence().get(0, confidence);
    for (byte label : labels) {
      assertTrue(label < info.classes().size());
    }
    return confidence;
  }
}
