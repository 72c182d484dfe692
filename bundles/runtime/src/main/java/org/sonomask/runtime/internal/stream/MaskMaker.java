// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.internal.filter.FilterChain;
import org.sonomask.runtime.internal.schedule.Slot;

/** Makes masks of what a segmenter wrote, for one stream. Used by one thread at a time. */
final class MaskMaker {
  private static final Logger LOG = LoggerFactory.getLogger(MaskMaker.class);

  private final String stream;
  private final SegmenterInfo info;
  private final FilterChain filters;
  private final Regions regions;
  private final byte[] noLabels;
  private final byte[] certain;
  private boolean silent;

  MaskMaker(String stream, SegmenterInfo info, FilterChain filters) {
    this.stream = stream;
    this.info = info;
    this.filters = filters;
    regions = new Regions(info);
    noLabels = new byte[info.pixels()];
    certain = new byte[info.pixels()];
    Arrays.fill(certain, (byte) 255);
  }

  /**
   * Makes the mask of a window that was segmented.
   *
   * @param strength of the filters
   * @throws IllegalStateException if the segmenter wrote a label that it has no class for
   */
  MaskFrame segmented(Window window, Slot slot, double strength) {
    byte[] labels = new byte[info.pixels()];
    byte[] confidence = new byte[info.pixels()];
    slot.labels(labels);
    slot.confidence(confidence);
    check(labels);
    cut(labels, confidence, window.threshold);
    say(false);
    ByteBuffer frame = slot.frame();
    filters.apply(window.runningTime, frame, strength, labels, confidence);
    return mask(window, labels, confidence);
  }

  /** The mask of a window without sound: nothing sounds, and that is certain. */
  MaskFrame silent(Window window) {
    filters.reset();
    say(true);
    return mask(window, noLabels, certain);
  }

  void reset() {
    filters.reset();
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

  private MaskFrame mask(Window window, byte[] labels, byte[] confidence) {
    return new MaskFrame(
        stream,
        window.runningTime,
        window.duration,
        info.width(),
        info.height(),
        labels,
        confidence,
        labels == noLabels ? List.of() : regions.of(labels, confidence),
        MaskGeometry.WHOLE,
        (float) window.coverage,
        MaskSource.INFERRED,
        info.model());
  }
}
