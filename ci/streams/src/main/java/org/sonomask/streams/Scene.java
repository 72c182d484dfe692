// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * What all streams show and play, each from another point on: a textured picture on which discs go
 * round, and a chord that swells. Loops without a seam. Not to be changed; for one reader, who may
 * move the buffers' positions.
 */
final class Scene {
  static final int RATE = 25;
  static final long FRAME_NANOS = 1_000_000_000L / RATE;
  private static final int FRAMES = 2 * RATE;
  private static final int SOUND_RATE = 16_000;
  private static final int SAMPLES = SOUND_RATE / RATE;
  private static final int DISCS = 3;
  private static final long SEED = 20_231_106;

  private final ByteBuffer[] pictures = new ByteBuffer[FRAMES];
  private final ByteBuffer[] lumas = new ByteBuffer[FRAMES];
  private final FloatBuffer[] sounds = new FloatBuffer[FRAMES];

  /** For a model that takes pictures of this size. */
  Scene(int width, int height) {
    byte[] texture = new byte[width * height];
    new Random(SEED).nextBytes(texture);
    for (int frame = 0; frame < FRAMES; frame++) {
      paint(frame, width, height, texture);
      sounds[frame] = chord(frame);
    }
  }

  private Scene(Scene other) {
    for (int frame = 0; frame < FRAMES; frame++) {
      pictures[frame] = other.pictures[frame].duplicate();
      lumas[frame] = other.lumas[frame].duplicate();
      sounds[frame] = other.sounds[frame].duplicate();
    }
  }

  /** The same scene for another reader, so that none is made for each frame. */
  Scene forAnother() {
    return new Scene(this);
  }

  private void paint(int frame, int width, int height, byte[] texture) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(3 * width * height);
    ByteBuffer luma = ByteBuffer.allocateDirect(width * height);
    for (int pixel = 0; pixel < width * height; pixel++) {
      int disc = disc(frame, pixel % width, pixel / width, width, height);
      int grain = (texture[pixel / 4] & 0x1f) + pixel / width * 64 / height;
      int level = Math.min(255, 60 + 50 * disc + grain);
      rgb.put(3 * pixel, (byte) level);
      rgb.put(3 * pixel + 1, (byte) (level - 20 * disc));
      rgb.put(3 * pixel + 2, (byte) (255 - level));
      luma.put(pixel, (byte) level);
    }
    pictures[frame] = rgb;
    lumas[frame] = luma;
  }

  /** Number of the disc at a pixel, from 1; 0 for none. */
  private static int disc(int frame, int x, int y, int width, int height) {
    for (int disc = 1; disc <= DISCS; disc++) {
      double angle = 2 * Math.PI * (frame / (double) FRAMES + disc / (double) DISCS);
      double dx = x - width * (0.5 + 0.3 * Math.cos(angle));
      double dy = y - height * (0.5 + 0.3 * Math.sin(angle));
      if (Math.hypot(dx, dy) < width * 0.12) {
        return disc;
      }
    }
    return 0;
  }

  private static FloatBuffer chord(int frame) {
    float[] samples = new float[SAMPLES];
    for (int i = 0; i < samples.length; i++) {
      double second = (frame * SAMPLES + i) / (double) SOUND_RATE;
      double swell = 0.2 + 0.1 * Math.sin(Math.PI * second);
      double tones = Math.sin(2 * Math.PI * 220 * second) + Math.sin(2 * Math.PI * 550 * second);
      samples[i] = (float) (swell * tones);
    }
    return FloatBuffer.wrap(samples);
  }

  /** The picture of a frame, uint8 RGB. */
  ByteBuffer picture(int frame) {
    return pictures[frame % FRAMES].rewind();
  }

  /** The luma of a frame, uint8. */
  ByteBuffer luma(int frame) {
    return lumas[frame % FRAMES].rewind();
  }

  /** The sound of a frame, mono float32 at 16 kHz. */
  FloatBuffer sound(int frame) {
    return sounds[frame % FRAMES].rewind();
  }
}
