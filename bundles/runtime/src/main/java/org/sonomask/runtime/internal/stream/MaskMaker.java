// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.runtime.internal.schedule.Slot;

/** Makes masks of what a segmenter wrote, for one stream. Used by one thread at a time. */
final class MaskMaker {
  private static final Logger LOG = LoggerFactory.getLogger(MaskMaker.class);

  private final String stream;
  private final SegmenterInfo info;
  private final MaskSteadier steadier;
  private final byte[] noLabels;
  private final byte[] certain;
  private boolean silent;

  MaskMaker(String stream, SegmenterInfo info, MaskSteadier steadier) {
    this.stream = stream;
    this.info = info;
    this.steadier = steadier;
    noLabels = new byte[info.pixels()];
    certain = new byte[info.pixels()];
    Arrays.fill(certain, (byte) 255);
  }

  /**
   * Makes the mask of a window that was segmented.
   *
   * @param piece that the mask is made in, and keeps
   * @param strength of the filters
   * @throws IllegalStateException if the segmenter wrote a label that it has no class for
   */
  MaskFrame segmented(Window window, Slot slot, MaskMemory.Piece piece, double strength) {
    byte[] labels = piece.labels();
    byte[] confidence = piece.confidence();
    slot.labels(labels);
    slot.confidence(confidence);
    check(labels);
    cut(labels, confidence, window.threshold);
    say(false);
    List<Region> regions =
        steadier.apply(window.runningTime, window.rgb, strength, labels, confidence);
    return mask(window, labels, confidence, regions);
  }

  /**
   * The mask of a window without sound: nothing sounds, and that is certain, whatever was before.
   * All such masks share arrays that are never written to.
   *
   * @param piece that filters may work in
   */
  MaskFrame silent(Window window, MaskMemory.Piece piece, double strength) {
    say(true);
    Arrays.fill(piece.labels(), (byte) 0);
    Arrays.fill(piece.confidence(), (byte) 255);
    steadier.apply(window.runningTime, window.rgb, strength, piece.labels(), piece.confidence());
    return mask(window, noLabels, certain, List.of());
  }

  void reset() {
    steadier.reset();
  }

  private void say(boolean now) {
    if (now != silent) {
      silent = now;
      LOG.debug("stream {} is {}", stream, now ? "silent: its masks are empty" : "heard again");
    }
  }

  /** What sounds with too little confidence is background, as surely as it does not sound. */
  private static void cut(byte[] labels, byte[] confidence, int threshold) {
    for (int i = 0; threshold > 0 && i < labels.length; i++) {
      int sure = confidence[i] & 0xff;
      if (labels[i] != 0 && sure < threshold) {
        labels[i] = 0;
        confidence[i] = (byte) (255 - sure);
      }
    }
  }

  private void check(byte[] labels) {
    int greatest = 0;
    for (byte label : labels) {
      greatest = Math.max(greatest, label & 0xff);
    }
    if (greatest >= info.classes().size()) {
      throw new IllegalStateException(
          "model "
              + info.model()
              + " wrote label "
              + greatest
              + ", but has "
              + info.classes().size()
              + " classes; use another model");
    }
  }

  private MaskFrame mask(Window window, byte[] labels, byte[] confidence, List<Region> regions) {
    return new MaskFrame(
        stream,
        window.runningTime,
        window.duration,
        info.width(),
        info.height(),
        labels,
        confidence,
        regions,
        MaskGeometry.WHOLE,
        (float) window.coverage,
        MaskSource.INFERRED,
        info.model());
  }
}
