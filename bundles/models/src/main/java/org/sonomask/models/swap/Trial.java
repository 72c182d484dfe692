// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.WindowRecorder.Replayed;
import org.sonomask.models.recording.Comparison;

/** Tries a model before it is let near a stream; the tries warm it up as well. */
final class Trial {
  /** Rounding differs between processors, and moves single pixels at the edges of masks. */
  private static final double ENOUGH_AGREEMENT = 0.98;

  private static final long SEED = 20_231_106;

  private Trial() {}

  /**
   * Tries a model.
   *
   * @param golden a recording that it must answer alike, if the file exists
   * @return windows of that recording
   * @throws SegmenterException if it fails; the message says in what
   */
  static int run(Segmenter segmenter, Path golden) throws SegmenterException {
    SegmenterBatch batch = segmenter.newBatch(segmenter.maxBatch());
    try {
      answersAlike(segmenter, batch);
    } finally {
      segmenter.release(batch);
    }
    return Files.exists(golden) ? answersAsRecorded(segmenter, golden) : 0;
  }

  private static void answersAlike(Segmenter segmenter, SegmenterBatch batch)
      throws SegmenterException {
    fill(batch);
    segmenter.segment(batch, batch.capacity());
    byte[] first = labels(segmenter.info(), batch);
    segmenter.segment(batch, batch.capacity());
    byte[] second = labels(segmenter.info(), batch);
    int greatest = 0;
    for (int i = 0; i < first.length; i++) {
      greatest = Math.max(greatest, first[i] & 0xff);
      if (first[i] != second[i]) {
        throw new SegmenterException(
            segmenter.info().model() + " answers the same window in two ways; export it again");
      }
    }
    if (greatest >= segmenter.info().classes().size()) {
      throw new SegmenterException(
          segmenter.info().model()
              + " answers with label "
              + greatest
              + ", but has "
              + segmenter.info().classes().size()
              + " classes; export it again");
    }
  }

  private static void fill(SegmenterBatch batch) {
    SplittableRandom random = new SplittableRandom(SEED);
    fill(batch.frames(), random, 256);
    fill(batch.priors(), random, 8);
    for (int i = 0; i < batch.logMel().capacity(); i++) {
      batch.logMel().put(i, (float) random.nextDouble(-4, 2));
    }
  }

  private static void fill(ByteBuffer bytes, SplittableRandom random, int values) {
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) random.nextInt(values));
    }
  }

  private static byte[] labels(SegmenterInfo info, SegmenterBatch batch) {
    byte[] labels = new byte[info.pixels() * batch.capacity()];
    batch.labels().get(0, labels);
    return labels;
  }

  private static int answersAsRecorded(Segmenter segmenter, Path golden) throws SegmenterException {
    Replayed replayed;
    try {
      replayed = Comparison.of(golden, segmenter);
    } catch (IOException e) {
      throw new SegmenterException("its golden recording " + golden + " cannot be read", e);
    }
    if (replayed.windows() == 0 || replayed.agreement() < ENOUGH_AGREEMENT) {
      throw new SegmenterException(
          segmenter.info().model()
              + " answers its golden recording otherwise than it should: "
              + replayed.agreement()
              + " of the pixels agree, worst in window "
              + replayed.worst());
    }
    return replayed.windows();
  }
}
