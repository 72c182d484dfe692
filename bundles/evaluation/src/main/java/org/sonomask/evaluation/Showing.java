// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.data.BenchClip;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Clip;

/** Makes of clips what models are shown: live priors and log-mel. Safe for use by many threads. */
public final class Showing {
  private static final float FULL_SCALE = 32768;

  private final int width;
  private final int height;
  private final ThreadLocal<PriorProvider.Instance> priors;
  private final ThreadLocal<LogMel> logMel = ThreadLocal.withInitial(LogMel::new);

  /** For pictures of a size, with priors as live operation makes them. */
  public Showing(int width, int height, PriorProvider priors) {
    this.width = width;
    this.height = height;
    this.priors = ThreadLocal.withInitial(() -> priors.open(width, height));
  }

  /** A composed clip, each frame in the middle of its second of sound. */
  public ShownClip composed(Clip clip) {
    byte[][] frames = clip.frames();
    byte[][] maps = new byte[frames.length][];
    float[][] heard = new float[frames.length][];
    for (int frame = 0; frame < frames.length; frame++) {
      maps[frame] = prior(frames[frame]);
      heard[frame] = heard(clip.sound(Alignment.CENTRED)[frame]);
    }
    return new ShownClip(
        width, height, frames, maps, heard, clip.labels(Alignment.CENTRED), clip.assets());
  }

  /** A clip of AVSBench; frames without a maskige get the live prior. */
  public ShownClip bench(BenchClip clip) throws IOException {
    int frames = clip.truth().size();
    byte[][] pictures = new byte[frames][];
    byte[][] maps = new byte[frames][];
    byte[][] truth = new byte[frames][];
    for (int frame = 0; frame < frames; frame++) {
      pictures[frame] = clip.frame(frame, width, height);
      Optional<byte[]> maskige = clip.maskige(frame, width, height);
      maps[frame] = maskige.isPresent() ? maskige.get() : prior(pictures[frame]);
      truth[frame] = clip.labels(frame, width, height);
    }
    return new ShownClip(
        width, height, pictures, maps, clip.examples(), truth, List.of(clip.name()));
  }

  private byte[] prior(byte[] frame) {
    byte[] prior = new byte[width * height];
    priors.get().prior(ByteBuffer.wrap(frame), 0, ByteBuffer.wrap(prior), 0);
    return prior;
  }

  private float[] heard(short[] sound) {
    float[] samples = new float[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sound[i] / FULL_SCALE;
    }
    float[] example = new float[LogMel.COLUMNS * LogMel.BANDS];
    logMel.get().example(samples, 0, example, 0);
    return example;
  }
}
