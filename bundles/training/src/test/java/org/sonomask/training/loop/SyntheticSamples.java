// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.util.SplittableRandom;
import org.sonomask.training.data.Sample;
import org.sonomask.training.data.SampleSource;

/**
 * Clips that can only be solved with eyes and ears: a disc on the left and a disc on the right of a
 * noisy ground, red and blue by chance; a low sound means the red one, a high sound the blue one.
 *
 * @param size width and height
 * @param clips number of different clips
 */
record SyntheticSamples(int size, int clips) implements SampleSource {
  private static final int FRAMES = 5;

  @Override
  public Sample sample(long number) {
    SplittableRandom random = new SplittableRandom(number % clips);
    boolean redLeft = random.nextBoolean();
    boolean low = random.nextBoolean();
    byte[][] frames = new byte[FRAMES][size * size * 3];
    byte[][] priors = new byte[FRAMES][size * size];
    byte[][] labels = new byte[FRAMES][size * size];
    byte[][] objects = new byte[FRAMES][size * size];
    byte[][] audible = new byte[FRAMES][];
    float[][] logMel = new float[FRAMES][96 * 64];
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int i = 0; i < frames[frame].length; i++) {
        frames[frame][i] = (byte) (100 + random.nextInt(30));
      }
      int left = size / 4 + frame;
      Picture picture = new Picture(frames[frame], priors[frame], labels[frame], objects[frame]);
      disc(picture, left, redLeft, redLeft == low, 1);
      disc(picture, size * 3 / 4, !redLeft, redLeft != low, 2);
      hear(logMel[frame], low, random);
      audible[frame] = new byte[] {0, (byte) (low ? 1 : 0), (byte) (low ? 0 : 1)};
    }
    return new Sample(size, frames, priors, labels, logMel, objects, audible);
  }

  private record Picture(byte[] frame, byte[] prior, byte[] label, byte[] object) {}

  private void disc(Picture picture, int x, boolean red, boolean sounds, int index) {
    int radius = size / 6;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int dx = column - x;
        int dy = row - size / 2;
        if (dx * dx + dy * dy < radius * radius) {
          int at = row * size + column;
          picture.frame[3 * at] = (byte) (red ? 220 : 20);
          picture.frame[3 * at + 1] = 30;
          picture.frame[3 * at + 2] = (byte) (red ? 20 : 220);
          picture.prior[at] = (byte) index;
          picture.object[at] = (byte) (red ? 1 : 2);
          picture.label[at] = (byte) (sounds ? red ? 1 : 2 : 0);
        }
      }
    }
  }

  private static void hear(float[] logMel, boolean low, SplittableRandom random) {
    for (int i = 0; i < logMel.length; i++) {
      int band = i % 64;
      boolean loud = low ? band < 20 : band > 40;
      logMel[i] = (float) ((loud ? 0.5 : -3) + 0.3 * random.nextGaussian());
    }
  }
}
