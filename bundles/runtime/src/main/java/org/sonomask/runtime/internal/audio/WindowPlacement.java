// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import org.sonomask.runtime.audio.LogMel;

/**
 * Where the sound of a frame lies. A live stream cannot wait for sound: its window ends with the
 * frame, or half a second after its start if it lasts longer; or with the newest sound if that is
 * at most half a second older. Any other stream's own example is centred on the start of its frame,
 * and waits for it. The examples before the frame's own end where it starts.
 *
 * @param samples of the window
 * @param live whether the window must not wait
 */
public record WindowPlacement(int samples, boolean live) {
  private static final int CENTRE = LogMel.EXAMPLE_SAMPLES / 2;

  /** Nanoseconds of sound after the start of a frame that its window waits for, unless live. */
  public static final long LOOKAHEAD = CENTRE * AudioTimeline.SAMPLE_NANOS;

  private static final long GREATEST_LAG = LogMel.SAMPLE_RATE / 2;
  private static final long LONGEST = GREATEST_LAG * AudioTimeline.SAMPLE_NANOS;

  /** The sample up to which sound must be known before the frame's window can be made. */
  public long complete(long runningTime) {
    return live ? Long.MIN_VALUE : AudioTimeline.sampleAt(runningTime) + CENTRE;
  }

  /**
   * The first sample of a frame's window.
   *
   * @param runningTime of the frame, ns
   * @param duration of the frame, ns
   * @param watermark sample up to which sound is known
   */
  public long start(long runningTime, long duration, long watermark) {
    if (!live) {
      return complete(runningTime) - samples;
    }
    long wanted = AudioTimeline.sampleAt(runningTime + Math.min(duration, LONGEST));
    return Math.min(wanted, Math.max(watermark, wanted - GREATEST_LAG)) - samples;
  }
}
