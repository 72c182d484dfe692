// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/**
 * What a model was shown once.
 *
 * @param frame uint8 RGB, [height, width, 3]
 * @param prior uint8, [height, width]
 * @param logMel float32, [examples, 96, 64]
 */
record RecordedWindow(byte[] frame, byte[] prior, float[] logMel) {

  /** Copies one window of a batch. */
  static RecordedWindow of(SegmenterBatch batch, int slot, SegmenterInfo info) {
    byte[] frame = new byte[3 * info.pixels()];
    byte[] prior = new byte[info.pixels()];
    float[] logMel = new float[info.melFloats()];
    batch.frames().get(slot * frame.length, frame);
    batch.priors().get(slot * prior.length, prior);
    batch.logMel().get(slot * logMel.length, logMel);
    return new RecordedWindow(frame, prior, logMel);
  }
}
