// SPDX-License-Identifier: Apache-2.0
package org.sonomask.synchronybench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.evaluation.Marks;
import org.sonomask.evaluation.ModelMarker;
import org.sonomask.evaluation.ShownClip;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.runtime.filter.MaskFollower;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.runtime.filter.StreamSound;
import org.sonomask.runtime.motion.LumaPicture;

/** Shows a conversation to a model five times a second, and its masks to filters. */
final class Watching {
  /** Frames from one inference to the next. */
  static final int EVERY = 5;

  private static final long FRAME = 40_000_000;
  private static final double SAMPLE = 62_500;
  private static final int WINDOW = 15_600;

  private final ModelMarker model;
  private final GraphPrior priors = new GraphPrior();
  private final LogMel logMel = new LogMel();

  Watching(ModelMarker model) {
    this.model = model;
  }

  /** The number of the frame that an inference sees. */
  static int frame(int inference) {
    return inference * EVERY + EVERY - 1;
  }

  static int inferences() {
    return Conversation.FRAMES / EVERY;
  }

  /** What the model says of each inference. */
  Marks ask(Conversation conversation) throws SegmenterException {
    SegmenterInfo info = model.info();
    int count = inferences();
    byte[][] frames = new byte[count][];
    byte[][] maps = new byte[count][info.pixels()];
    float[][] heard = new float[count][LogMel.COLUMNS * LogMel.BANDS];
    byte[][] truth = new byte[count][];
    float[] sound = conversation.sound();
    float[] window = new float[WINDOW];
    var prior = priors.open(info.width(), info.height());
    for (int i = 0; i < count; i++) {
      frames[i] = conversation.frame(frame(i));
      truth[i] = conversation.truth(frame(i));
      prior.prior(ByteBuffer.wrap(frames[i]), 0, ByteBuffer.wrap(maps[i]), 0);
      copy(sound, frame(i) * Talker.SAMPLES - WINDOW / 2, window);
      logMel.example(window, 0, heard[i], 0);
    }
    return model.mark(
        new ShownClip(
            info.width(), info.height(), frames, maps, heard, truth, List.of("conversation")));
  }

  /**
   * Filters what the model said.
   *
   * @return labels of each inference
   */
  List<byte[]> filter(Conversation conversation, Marks marks, List<MaskFilter> filters) {
    SegmenterInfo info = model.info();
    StreamSound sound = sound(conversation.sound());
    MaskFollower follower = new MaskFollower(info, () -> filters, sound);
    MaskSteadier steadier =
        new MaskSteadier(info, () -> filters, sound, pieces -> List.of(), follower.history());
    LumaPicture luma = new LumaPicture(info.width(), info.height());
    List<byte[]> shown = new ArrayList<>();
    for (int frame = 0; frame < Conversation.FRAMES; frame++) {
      ByteBuffer rgb = ByteBuffer.wrap(conversation.frame(frame));
      luma.setRgb(rgb);
      follower.picture(ByteBuffer.wrap(luma.luma()), frame * FRAME);
      if (frame == frame(shown.size())) {
        byte[] labels = marks.labels()[shown.size()].clone();
        byte[] confidence = confidence(labels, marks.sounding()[shown.size()]);
        steadier.apply(frame * FRAME, rgb, 0.5, labels, confidence);
        shown.add(labels);
      }
    }
    return shown;
  }

  private static byte[] confidence(byte[] labels, byte[] sounding) {
    byte[] confidence = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      confidence[i] = (byte) (labels[i] == 0 ? 255 - (sounding[i] & 0xff) : sounding[i]);
    }
    return confidence;
  }

  private static StreamSound sound(float[] samples) {
    return new StreamSound() {
      @Override
      public double level(long runningTime) {
        return 0;
      }

      @Override
      public int read(long runningTime, float[] to) {
        copy(samples, (int) Math.round(runningTime / SAMPLE), to);
        return to.length;
      }
    };
  }

  /** What is before the start or after the end is silent. */
  private static void copy(float[] from, int start, float[] to) {
    for (int i = 0; i < to.length; i++) {
      int at = start + i;
      to[i] = at < 0 || at >= from.length ? 0 : from[at];
    }
  }
}
