// SPDX-License-Identifier: Apache-2.0
package org.sonomask.synchronybench;

import java.util.Random;

/**
 * Two talkers side by side who take turns of three seconds.
 *
 * @param left on the left
 * @param right on the right
 * @param leftFirst whether the left one begins
 * @param other what whoever has not the turn does
 */
record Conversation(Talker left, Talker right, boolean leftFirst, Other other) {
  static final int FRAMES = 2 * Talker.FRAMES;
  static final int WIDTH = 2 * Talker.WIDTH;
  static final int HEIGHT = Talker.HEIGHT;

  /** At the start of each clip nobody talks yet. */
  private static final int QUIET = 6;

  /** What whoever has not the turn does. */
  enum Other {
    /** Shows the moment before talking, to and fro. */
    LISTENS,
    /** Says a sentence of their own that is not heard. */
    MOUTHS,
    /** The same, in noise 10 dB below the voice. */
    MOUTHS_IN_NOISE
  }

  /** Whether the left one talks at a frame. */
  boolean leftTalks(int frame) {
    return frame < Talker.FRAMES == leftFirst;
  }

  /** The picture, uint8 RGB. */
  byte[] frame(int number) {
    byte[] frame = new byte[3 * WIDTH * HEIGHT];
    int half = 3 * Talker.WIDTH;
    byte[] a = left.frames()[shown(number, leftTalks(number))];
    byte[] b = right.frames()[shown(number, !leftTalks(number))];
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(a, y * half, frame, 2 * y * half, half);
      System.arraycopy(b, y * half, frame, (2 * y + 1) * half, half);
    }
    return frame;
  }

  /** Who is where: 0 nobody, 1 whoever talks, 2 the other. */
  byte[] truth(int number) {
    byte[] truth = new byte[WIDTH * HEIGHT];
    boolean leftTalks = leftTalks(number);
    boolean[] a = left.person()[shown(number, leftTalks)];
    boolean[] b = right.person()[shown(number, !leftTalks)];
    for (int i = 0; i < a.length; i++) {
      int at = i / Talker.WIDTH * WIDTH + i % Talker.WIDTH;
      truth[at] = (byte) (a[i] ? leftTalks ? 1 : 2 : 0);
      truth[at + Talker.WIDTH] = (byte) (b[i] ? leftTalks ? 2 : 1 : 0);
    }
    return truth;
  }

  private int shown(int number, boolean talks) {
    int within = number % Talker.FRAMES;
    int turned = within % (2 * QUIET - 2);
    return talks || other != Other.LISTENS ? within : Math.min(turned, 2 * QUIET - 2 - turned);
  }

  /** What is heard, 16 kHz mono. */
  float[] sound() {
    float[] sound = new float[FRAMES * Talker.SAMPLES];
    Talker first = leftFirst ? left : right;
    Talker second = leftFirst ? right : left;
    System.arraycopy(first.sound(), 0, sound, 0, sound.length / 2);
    System.arraycopy(second.sound(), 0, sound, sound.length / 2, sound.length / 2);
    if (other == Other.MOUTHS_IN_NOISE) {
      addNoise(sound);
    }
    return sound;
  }

  private static void addNoise(float[] sound) {
    double energy = 0;
    for (float sample : sound) {
      energy += sample * sample;
    }
    double level = Math.sqrt(energy / sound.length / 10);
    Random random = new Random(7);
    for (int i = 0; i < sound.length; i++) {
      sound[i] += (float) (level * random.nextGaussian());
    }
  }
}
