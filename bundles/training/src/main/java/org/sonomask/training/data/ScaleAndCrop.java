// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The official augmentation of S4 and MS3 (combo section 3.4): a clip is scaled to one of some
 * sizes and a part of the original size is cut out, the same for all its pictures; what a smaller
 * picture leaves free is grey and its label ignored. Pictures are scaled bilinearly, maps by the
 * nearest pixel.
 */
final class ScaleAndCrop {
  private static final int[] SIZES = {
    112, 134, 156, 179, 201, 224, 246, 268, 291, 313, 336, 358, 380, 403, 425, 448
  };
  private static final int REFERENCE = 224;
  private static final byte GREY = (byte) 128;
  private static final byte IGNORED = (byte) 255;

  private final int size;
  private final int scaled;
  private final int left;
  private final int top;

  private ScaleAndCrop(int size, int scaled, int left, int top) {
    this.size = size;
    this.scaled = scaled;
    this.left = left;
    this.top = top;
  }

  /** Draws one for pictures of that width and height. */
  static ScaleAndCrop draw(int size, SplittableRandom random) {
    int scaled = Math.max(1, SIZES[random.nextInt(SIZES.length)] * size / REFERENCE);
    int room = Math.max(0, scaled - size);
    return new ScaleAndCrop(size, scaled, random.nextInt(room + 1), random.nextInt(room + 1));
  }

  /** Augments a whole clip. */
  Sample apply(Sample sample) {
    byte[][] frames = new byte[sample.frames().length][];
    byte[][] priors = new byte[frames.length][];
    byte[][] labels = new byte[frames.length][];
    for (int frame = 0; frame < frames.length; frame++) {
      frames[frame] = picture(sample.frames()[frame]);
      priors[frame] = map(sample.priors()[frame], (byte) 0);
      byte[] truth = sample.labels()[frame];
      labels[frame] = truth == null ? null : map(truth, IGNORED);
    }
    return new Sample(size, frames, priors, labels, sample.logMel());
  }

  private byte[] map(byte[] map, byte outside) {
    byte[] cut = new byte[size * size];
    Arrays.fill(cut, outside);
    int shown = Math.min(size, scaled);
    for (int y = 0; y < shown; y++) {
      int row = nearest(y + top) * size;
      for (int x = 0; x < shown; x++) {
        cut[y * size + x] = map[row + nearest(x + left)];
      }
    }
    return cut;
  }

  private int nearest(int pixel) {
    return (2 * pixel + 1) * size / (2 * scaled);
  }

  private byte[] picture(byte[] rgb) {
    byte[] cut = new byte[3 * size * size];
    Arrays.fill(cut, GREY);
    int shown = Math.min(size, scaled);
    for (int y = 0; y < shown; y++) {
      float v = place(y + top);
      for (int x = 0; x < shown; x++) {
        float u = place(x + left);
        for (int channel = 0; channel < 3; channel++) {
          cut[3 * (y * size + x) + channel] = blended(rgb, u, v, channel);
        }
      }
    }
    return cut;
  }

  /** Where the centre of a scaled pixel lies in the original, within its centres. */
  private float place(int pixel) {
    float at = (pixel + 0.5f) * size / scaled - 0.5f;
    return Math.max(0, Math.min(size - 1f, at));
  }

  private byte blended(byte[] rgb, float u, float v, int channel) {
    int x0 = (int) u;
    int y0 = (int) v;
    int x1 = Math.min(size - 1, x0 + 1);
    int y1 = Math.min(size - 1, y0 + 1);
    float above = mix(rgb, y0, x0, x1, u - x0, channel);
    float below = mix(rgb, y1, x0, x1, u - x0, channel);
    return (byte) Math.round(above + (v - y0) * (below - above));
  }

  private float mix(byte[] rgb, int y, int x0, int x1, float share, int channel) {
    int one = rgb[3 * (y * size + x0) + channel] & 0xff;
    int other = rgb[3 * (y * size + x1) + channel] & 0xff;
    return one + share * (other - one);
  }
}
