// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.WindowListener;

/**
 * One window of a recording.
 *
 * @param runningTime of its frame, ns
 * @param duration of its frame, ns
 * @param frame uint8 RGB, [height, width, 3]
 * @param prior uint8 maskige index map, [height, width]
 * @param logMel float32, [audioExamples, 96, 64]
 * @param answer as the segmenter gave it
 * @param mask what it became after threshold and filters
 */
public record RecordedWindow(
    long runningTime,
    long duration,
    byte[] frame,
    byte[] prior,
    float[] logMel,
    Answer answer,
    Answer mask) {

  /**
   * A class and its confidence for each pixel.
   *
   * @param labels uint8, [height, width]
   * @param confidence uint8, [height, width]
   */
  public record Answer(byte[] labels, byte[] confidence) {

    /** A new one for a segmenter to fill. */
    static Answer of(SegmenterInfo info) {
      return new Answer(new byte[info.pixels()], new byte[info.pixels()]);
    }
  }

  /** Copies what a listener was shown. */
  static RecordedWindow of(WindowListener.Window window) {
    SegmenterInfo info = window.info();
    byte[] frame = new byte[info.pixels() * 3];
    byte[] prior = new byte[info.pixels()];
    float[] logMel = new float[info.melFloats()];
    Answer answer = Answer.of(info);
    window.frame().get(0, frame);
    window.prior().get(0, prior);
    window.logMel().get(0, logMel);
    window.labels().get(0, answer.labels());
    window.confidence().get(0, answer.confidence());
    return new RecordedWindow(
        window.mask().runningTime(),
        window.mask().duration(),
        frame,
        prior,
        logMel,
        answer,
        new Answer(window.mask().labels().clone(), window.mask().confidence().clone()));
  }
}
