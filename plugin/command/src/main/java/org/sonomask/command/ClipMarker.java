// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.util.Optional;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.data.BenchClip;

/**
 * Segments the frames of clips, each with the sound of its last seconds; a second before the clip
 * sounds like its first. Frames without a maskige get the live prior. Not thread-safe.
 */
final class ClipMarker {
  private final Segmenter segmenter;
  private final SegmenterInfo info;
  private final SegmenterBatch batch;
  private final PriorProvider.Instance prior;

  ClipMarker(Segmenter segmenter, PriorProvider priors) {
    this.segmenter = segmenter;
    this.info = segmenter.info();
    this.batch = segmenter.newBatch(1);
    this.prior = priors.open(info.width(), info.height());
  }

  /**
   * A marked frame.
   *
   * @param labels class of each pixel
   * @param confidence of each label, 255 is certain
   */
  record Marked(byte[] labels, byte[] confidence) {

    /** How likely each pixel sounds, 0 to 1: what is not background. */
    float[] sounding() {
      float[] sounding = new float[labels.length];
      for (int pixel = 0; pixel < labels.length; pixel++) {
        float sure = (confidence[pixel] & 0xFF) / 255f;
        sounding[pixel] = labels[pixel] == 0 ? 1 - sure : sure;
      }
      return sounding;
    }
  }

  /** Segments one frame of a benchmark's clip. */
  Marked mark(BenchClip clip, float[][] examples, int frame)
      throws IOException, SegmenterException {
    byte[] picture = clip.frame(frame, info.width(), info.height());
    return mark(picture, clip.maskige(frame, info.width(), info.height()), examples, frame);
  }

  /**
   * Segments one frame.
   *
   * @param picture RGB in the model's size
   * @param maskige its prior, if one is given
   * @param examples log-mel examples of the clip's seconds, 96 · 64 each
   * @param frame the second of the picture
   */
  Marked mark(byte[] picture, Optional<byte[]> maskige, float[][] examples, int frame)
      throws SegmenterException {
    batch.frames().put(0, picture);
    if (maskige.isPresent()) {
      batch.priors().put(0, maskige.get());
    } else {
      prior.prior(batch.frames(), 0, batch.priors(), 0);
    }
    int mels = SegmenterInfo.MEL_FRAMES * SegmenterInfo.MEL_BANDS;
    for (int i = 0; i < info.audioExamples(); i++) {
      int second = frame - info.audioExamples() + 1 + i;
      int heard = Math.min(Math.max(second, 0), examples.length - 1);
      batch.logMel().put(i * mels, examples[heard]);
    }
    segmenter.segment(batch, 1);
    byte[] labels = new byte[info.pixels()];
    byte[] confidence = new byte[info.pixels()];
    batch.labels().get(0, labels);
    batch.confidence().get(0, confidence);
    return new Marked(labels, confidence);
  }
}
