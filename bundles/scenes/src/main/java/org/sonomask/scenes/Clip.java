// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.List;

/**
 * A composed clip as a network sees it. The arrays belong to the caller.
 *
 * @param kind what the scene is about
 * @param seed what it was composed from
 * @param times time of each frame in seconds
 * @param frames RGB, {@link #SIZE} x {@link #SIZE} x 3 bytes each
 * @param labelsCentred class index of the sounding object at each pixel, 0 where nothing sounds,
 *     for sound aligned as {@link Alignment#CENTRED}
 * @param labelsTrailing the same for {@link Alignment#TRAILING}; a frame's two maps may be one
 *     array
 * @param soundCentred {@link #WINDOW} samples at 16 kHz for each frame
 * @param soundTrailing the same, ending at each frame
 * @param categories names of the classes that sound at some time, visible or not
 */
public record Clip(
    SceneKind kind,
    long seed,
    double[] times,
    byte[][] frames,
    byte[][] labelsCentred,
    byte[][] labelsTrailing,
    short[][] soundCentred,
    short[][] soundTrailing,
    List<String> categories) {

  /** Width and height of a frame. */
  public static final int SIZE = 224;

  /** Frames in a clip. */
  public static final int FRAMES = 5;

  /** Samples a second. */
  public static final int RATE = 16_000;

  /** Samples of sound for a frame: 96 frames of 25 ms at a hop of 10 ms, as VGGish wants. */
  public static final int WINDOW = 15_600;

  static final double WINDOW_SECONDS = WINDOW / (double) RATE;

  /** The label maps for one alignment. */
  public byte[][] labels(Alignment alignment) {
    return alignment == Alignment.CENTRED ? labelsCentred : labelsTrailing;
  }

  /** The sound for one alignment. */
  public short[][] sound(Alignment alignment) {
    return alignment == Alignment.CENTRED ? soundCentred : soundTrailing;
  }
}
