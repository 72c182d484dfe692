// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

/**
 * One clip as the network takes it. Arrays are shared and not to be changed.
 *
 * @param size width and height of the pictures
 * @param frames uint8 RGB of each frame, [size, size, 3]
 * @param priors uint8 maskige indices of each frame, [size, size]
 * @param labels uint8 class ids of each frame, [size, size]; 255 is ignored; null where a frame has
 *     no label
 * @param logMel float32 of each frame, [96, 64]
 * @param objects uint8 class ids of all known objects of each frame whether they sound or not,
 *     [size, size]; null where nobody knows them
 * @param audible uint8 of each frame, [classes]: 1 for a class that is heard, on screen or off;
 *     null where nobody knows them
 */
public record Sample(
    int size,
    byte[][] frames,
    byte[][] priors,
    byte[][] labels,
    float[][] logMel,
    byte[][] objects,
    byte[][] audible) {

  /** A clip of which only the sounding objects are known. */
  public Sample(int size, byte[][] frames, byte[][] priors, byte[][] labels, float[][] logMel) {
    this(size, frames, priors, labels, logMel, null, null);
  }

  /**
   * What is seen here with what is heard in another clip: known objects of the classes heard there
   * are marked, all others are silent. The sample itself where either clip knows only its sounding
   * objects.
   */
  public Sample hearing(Sample other) {
    if (objects == null || other.audible == null || frames.length != other.audible.length) {
      return this;
    }
    byte[][] marked = new byte[frames.length][];
    for (int frame = 0; frame < frames.length; frame++) {
      byte[] map = objects[frame].clone();
      for (int i = 0; i < map.length; i++) {
        map[i] = other.audible[frame][map[i]] == 1 ? map[i] : 0;
      }
      marked[frame] = labels[frame] == null ? null : map;
    }
    return new Sample(size, frames, priors, marked, other.logMel, objects, other.audible);
  }

  /** The mirror image: left becomes right; the sound stays. */
  public Sample mirrored() {
    return new Sample(
        size,
        mirror(frames, 3),
        mirror(priors, 1),
        mirror(labels, 1),
        logMel,
        objects == null ? null : mirror(objects, 1),
        audible);
  }

  private byte[][] mirror(byte[][] maps, int channels) {
    byte[][] mirrored = new byte[maps.length][];
    for (int frame = 0; frame < maps.length; frame++) {
      mirrored[frame] = maps[frame] == null ? null : mirror(maps[frame], channels);
    }
    return mirrored;
  }

  private byte[] mirror(byte[] map, int channels) {
    byte[] mirrored = new byte[map.length];
    for (int row = 0; row < size; row++) {
      int start = row * size * channels;
      for (int column = 0; column < size; column++) {
        int from = start + column * channels;
        int to = start + (size - 1 - column) * channels;
        for (int channel = 0; channel < channels; channel++) {
          mirrored[to + channel] = map[from + channel];
        }
      }
    }
    return mirrored;
  }
}
