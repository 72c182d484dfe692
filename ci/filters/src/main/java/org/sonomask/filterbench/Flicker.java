// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.nio.ByteBuffer;
import java.util.List;
import org.sonomask.runtime.motion.DenseMotion;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * How much masks change though the picture does not: 1 - IoU of each mask with the one before after
 * that has been moved with the picture. Two empty masks are alike.
 */
final class Flicker {
  private final DenseMotion motion;
  private final byte[] moved;
  private LumaPicture before;
  private LumaPicture now;

  Flicker(int width, int height) {
    motion = new DenseMotion(width, height);
    moved = new byte[width * height];
    before = new LumaPicture(width, height);
    now = new LumaPicture(width, height);
  }

  /**
   * Measures ways to show one film.
   *
   * @param shown labels by way, frame and pixel
   * @return mean over pairs of frames, by way
   */
  double[] of(Film film, List<byte[][]> shown) {
    double[] sums = new double[shown.size()];
    before.setRgb(ByteBuffer.wrap(film.pictures()[0]));
    for (int frame = 1; frame < film.frames(); frame++) {
      now.setRgb(ByteBuffer.wrap(film.pictures()[frame]));
      motion.estimate(before, now, false);
      for (int way = 0; way < sums.length; way++) {
        motion.move(shown.get(way)[frame - 1], moved);
        sums[way] += (1 - overlap(moved, shown.get(way)[frame])) / (film.frames() - 1);
      }
      LumaPicture oldest = before;
      before = now;
      now = oldest;
    }
    return sums;
  }

  /** Intersection over union of what is marked; 1 if nothing is. */
  static double overlap(byte[] one, byte[] other) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] != 0 && other[i] != 0 ? 1 : 0;
      either += one[i] != 0 || other[i] != 0 ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
