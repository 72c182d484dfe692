// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.WindowListener;

/** One window's place in a batch. Used by one thread at a time. */
public final class Slot {
  private final SegmenterBatch batch;
  private final SegmenterInfo info;
  private final int index;
  private final ByteBuffer frame;

  Slot(SegmenterInfo info, SegmenterBatch batch, int index) {
    this.info = info;
    this.batch = batch;
    this.index = index;
    int bytes = info.pixels() * 3;
    frame = batch.frames().slice(index * bytes, bytes).order(ByteOrder.nativeOrder());
  }

  /** The frame, uint8 RGB, from absolute offset 0. */
  public ByteBuffer frame() {
    return frame;
  }

  /** The memory of the batch's log-mel examples; this window's lie from {@link #melOffset}. */
  public FloatBuffer logMel() {
    return batch.logMel();
  }

  /** Where this window's examples lie in {@link #logMel}. */
  public int melOffset() {
    return index * info.melFloats();
  }

  /** Copies the labels that the segmenter wrote. */
  public void labels(byte[] into) {
    batch.labels().get(index * info.pixels(), into);
  }

  /** Copies the confidence that the segmenter wrote. */
  public void confidence(byte[] into) {
    batch.confidence().get(index * info.pixels(), into);
  }

  /** What it holds, for a listener. */
  public WindowListener.Window window(MaskFrame mask) {
    int pixels = info.pixels();
    return new WindowListener.Window(
        info,
        mask,
        frame.asReadOnlyBuffer(),
        batch.priors().slice(index * pixels, pixels).asReadOnlyBuffer(),
        batch.logMel().slice(melOffset(), info.melFloats()).asReadOnlyBuffer(),
        batch.labels().slice(index * pixels, pixels).asReadOnlyBuffer(),
        batch.confidence().slice(index * pixels, pixels).asReadOnlyBuffer());
  }

  void prior(PriorProvider.Instance instance) {
    instance.prior(frame, 0, batch.priors(), index * info.pixels());
  }

  void clearPrior() {
    int start = index * info.pixels();
    for (int i = 0; i < info.pixels(); i++) {
      batch.priors().put(start + i, (byte) 0);
    }
  }
}
