// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import org.sonomask.api.PriorProvider;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.SceneComposer;

/**
 * Composed scenes as samples. The number is the scene's seed; by turns the sound is centred on the
 * frame (aligned operation) or ends at it (live operation), unless one alignment is asked for.
 */
public final class SceneSamples implements SampleSource {
  private final LongFunction<Clip> clips;
  private final Alignment alignment;
  private final ThreadLocal<PriorProvider.Instance> priors;
  private final ThreadLocal<LogMel> logMel = ThreadLocal.withInitial(LogMel::new);

  /**
   * Samples of clips.
   *
   * @param clips by seed; safe for use by many threads
   * @param alignment of sound and labels, or null for both by turns
   * @param priors makes the maskiges, as at run time
   */
  public SceneSamples(LongFunction<Clip> clips, Alignment alignment, PriorProvider priors) {
    this.clips = clips;
    this.alignment = alignment;
    this.priors = ThreadLocal.withInitial(() -> priors.open(Clip.SIZE, Clip.SIZE));
  }

  /** All kinds of scenes, mixed as the composer mixes them, with both alignments. */
  public static SceneSamples mixed(SceneComposer composer, PriorProvider priors) {
    return new SceneSamples(seed -> composer.compose(composer.kindFor(seed), seed), null, priors);
  }

  @Override
  public Sample sample(long number) {
    Clip clip = clips.apply(number);
    Alignment chosen = alignment;
    if (chosen == null) {
      chosen = number % 2 == 0 ? Alignment.CENTRED : Alignment.TRAILING;
    }
    byte[][] frames = clip.frames();
    byte[][] maps = new byte[frames.length][];
    float[][] heard = new float[frames.length][];
    for (int frame = 0; frame < frames.length; frame++) {
      maps[frame] = prior(frames[frame]);
      heard[frame] = heard(clip.sound(chosen)[frame]);
    }
    return new Sample(
        Clip.SIZE, frames, maps, clip.labels(chosen), heard, clip.objects(), clip.audible(chosen));
  }

  private byte[] prior(byte[] frame) {
    byte[] prior = new byte[Clip.SIZE * Clip.SIZE];
    priors.get().prior(ByteBuffer.wrap(frame), 0, ByteBuffer.wrap(prior), 0);
    return prior;
  }

  private float[] heard(short[] sound) {
    float[] samples = new float[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sound[i] / 32768f;
    }
    float[] example = new float[LogMel.COLUMNS * LogMel.BANDS];
    logMel.get().example(samples, 0, example, 0);
    return example;
  }
}
