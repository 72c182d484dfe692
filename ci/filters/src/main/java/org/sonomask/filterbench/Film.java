// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import org.sonomask.api.SegmenterException;
import org.sonomask.evaluation.Marks;
import org.sonomask.evaluation.ModelMarker;
import org.sonomask.evaluation.Showing;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Clip;

/**
 * A clip with what the model says about every frame of it. Arrays are not to be changed.
 *
 * @param interval ns from frame to frame
 * @param pictures uint8 RGB of each frame
 * @param objects class of the object at each pixel, whether it sounds or not
 * @param truth class of what sounds at each pixel
 * @param labels the model's, of each frame
 * @param confidence of these labels
 * @param levels of each frame's sound, dBFS
 */
record Film(
    long interval,
    byte[][] pictures,
    byte[][] objects,
    byte[][] truth,
    byte[][] labels,
    byte[][] confidence,
    double[] levels) {
  private static final double FULL_SCALE = 32768;

  /** The runtime asks no model about windows that are quieter. */
  private static final double SILENCE = -60;

  /** Asks the model about every frame of a clip. */
  static Film of(Clip clip, Showing showing, ModelMarker model) throws SegmenterException {
    Marks marks = model.mark(showing.composed(clip));
    int frames = clip.frames().length;
    byte[][] confidence = new byte[frames][];
    double[] levels = new double[frames];
    for (int frame = 0; frame < frames; frame++) {
      levels[frame] = level(clip.sound(Alignment.CENTRED)[frame]);
      byte[] labels = marks.labels()[frame];
      if (levels[frame] < SILENCE) {
        labels = new byte[labels.length];
        marks.labels()[frame] = labels;
      }
      confidence[frame] = confidence(labels, marks.sounding()[frame]);
    }
    long interval = Math.round((clip.times()[1] - clip.times()[0]) * 1e9);
    return new Film(
        interval,
        clip.frames(),
        clip.objects(),
        clip.labels(Alignment.CENTRED),
        marks.labels(),
        confidence,
        levels);
  }

  private static byte[] confidence(byte[] labels, byte[] sounding) {
    byte[] confidence = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      confidence[i] = (byte) (labels[i] == 0 ? 255 - (sounding[i] & 0xff) : sounding[i]);
    }
    return confidence;
  }

  private static double level(short[] sound) {
    double energy = 0;
    for (short sample : sound) {
      energy += sample * (double) sample;
    }
    return 20 * Math.log10(Math.sqrt(energy / sound.length) / FULL_SCALE);
  }

  /** The same film with other answers of the model. */
  Film withLabels(byte[][] others) {
    return new Film(interval, pictures, objects, truth, others, confidence, levels);
  }

  int frames() {
    return pictures.length;
  }

  /** Running time of a frame, ns. */
  long time(int frame) {
    return frame * interval;
  }

  /** Level of the sound of the frame with a running time, dBFS. */
  double level(long time) {
    return levels[(int) (time / interval)];
  }
}
