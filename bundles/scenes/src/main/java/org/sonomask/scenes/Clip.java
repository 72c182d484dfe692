// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.List;
import java.util.stream.Stream;

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
 * @param objects class index of the object at each pixel whether it sounds or not, 0 where there is
 *     none of a known class
 * @param audibleCentred for each frame one byte a class, 1 if it is heard in the frame's sound, on
 *     screen or off; for sound aligned as {@link Alignment#CENTRED}
 * @param audibleTrailing the same for {@link Alignment#TRAILING}
 * @param soundCentred {@link #WINDOW} samples at 16 kHz for each frame
 * @param soundTrailing the same, ending at each frame
 * @param categories names of the classes that sound at some time, visible or not
 * @param assets identities of what the clip is about: of the objects that sound and the recordings
 *     heard; where nothing that is seen sounds, of all objects seen. Clips that share one are no
 *     independent measurements
 */
public record Clip(
    SceneKind kind,
    long seed,
    double[] times,
    byte[][] frames,
    byte[][] labelsCentred,
    byte[][] labelsTrailing,
    byte[][] objects,
    byte[][] audibleCentred,
    byte[][] audibleTrailing,
    short[][] soundCentred,
    short[][] soundTrailing,
    List<String> categories,
    List<String> assets) {

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

  /** The classes heard, for one alignment. */
  public byte[][] audible(Alignment alignment) {
    return alignment == Alignment.CENTRED ? audibleCentred : audibleTrailing;
  }

  /** The sound for one alignment. */
  public short[][] sound(Alignment alignment) {
    return alignment == Alignment.CENTRED ? soundCentred : soundTrailing;
  }

  /** What is seen here with what is heard in another clip; the label maps stay as they are. */
  Clip withSoundOf(Clip other) {
    return new Clip(
        kind,
        seed,
        times,
        frames,
        labelsCentred,
        labelsTrailing,
        objects,
        other.audibleCentred,
        other.audibleTrailing,
        other.soundCentred,
        other.soundTrailing,
        other.categories,
        Stream.concat(assets.stream(), other.assets.stream()).distinct().toList());
  }
}
