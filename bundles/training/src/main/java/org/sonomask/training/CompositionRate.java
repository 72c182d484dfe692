// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.Split;
import org.sonomask.training.data.SceneSamples;

/**
 * Measures how many training samples one core makes in a second, and what of that goes into
 * composing pictures and sound and into the maskiges of the live prior; the rest is log-mel.
 *
 * <pre>CompositionRate --corpus DIR [--clips N]</pre>
 */
public final class CompositionRate {
  private static final int ROUNDS = 6;

  private CompositionRate() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, "corpus", "clips");
    int clips = (int) options.number("clips", 60);
    SceneComposer composer =
        new SceneComposer(Corpus.open(options.path("corpus")), Split.TRAIN, SceneClasses.NAMES);
    SceneSamples samples = SceneSamples.mixed(composer, new GraphPrior());
    double whole = seconds(clips, samples::sample);
    double composing = seconds(clips, seed -> composer.compose(composer.kindFor(seed), seed));
    PriorProvider.Instance prior = new GraphPrior().open(Clip.SIZE, Clip.SIZE);
    Clip clip = composer.compose(composer.kindFor(0), 0);
    byte[] out = new byte[Clip.SIZE * Clip.SIZE];
    double maskiges =
        seconds(
            clips,
            seed -> {
              for (byte[] frame : clip.frames()) {
                prior.prior(ByteBuffer.wrap(frame), 0, ByteBuffer.wrap(out), 0);
              }
            });
    System.out.printf(
        Locale.ROOT,
        "%.1f samples/s a core: %.1f ms each, of which composing %.1f ms, maskiges %.1f ms%n",
        clips / whole,
        1_000 * whole / clips,
        1_000 * composing / clips,
        1_000 * maskiges / clips);
  }

  /** Processor time of this thread in the fastest of several rounds: others count little. */
  private static double seconds(int count, LongConsumer work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      fastest = Math.min(fastest, threads.getCurrentThreadCpuTime() - start);
    }
    return fastest / 1e9;
  }
}
