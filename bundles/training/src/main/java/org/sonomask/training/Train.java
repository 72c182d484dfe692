// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.training.checkpoint.RunCheckpoint;
import org.sonomask.training.data.SampleSource;
import org.sonomask.training.data.TrainingData;
import org.sonomask.training.evaluation.EagerSegmentation;
import org.sonomask.training.evaluation.SetScore;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.loop.Trainer;
import org.sonomask.training.loop.TrainingConfig;
import org.sonomask.training.loop.Validation;

/**
 * Trains a network on a set of AVSBench or on composed scenes; {@code bin/sonomask train} runs it.
 *
 * <pre>Train --data DIR [--config FILE] [--out DIR] [--resume] [--initial FILE]... [--seconds N]
 * [--clips N]</pre>
 *
 * {@code --out} gets the run, by default {@code run}; {@code --resume} goes on with the run that is
 * there; {@code --initial} takes the weights of a file that fit; {@code --seconds} stops with a
 * checkpoint; {@code --clips} learns from that many clips only.
 */
public final class Train {
  private static final long VALIDATION_SEED = 1_000_000_000L;
  private static final int FAILED = 1;
  private static final int USAGE = 64;

  private Train() {}

  /** See the class comment. */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(args);
    } catch (IOException | UncheckedIOException | IllegalStateException failure) {
      fail(failure.getCause() instanceof UncheckedIOException cause ? cause : failure, FAILED);
    } catch (IllegalArgumentException wrong) {
      fail(wrong, USAGE);
    }
  }

  private static void fail(Exception failure, int exitCode) {
    System.err.println("sonomask train: " + failure.getMessage());
    System.exit(exitCode);
  }

  /** Does what {@link #main} does, but throws what goes wrong. */
  static void run(String... args) throws IOException, InterruptedException {
    Options options =
        Options.parse(
            args, List.of("resume"), "data", "out", "config", "initial", "seconds", "clips");
    TrainingConfig config =
        options.has("config") ? TrainingConfig.read(options.path("config")) : TrainingConfig.LITE;
    Path out = options.has("out") ? options.path("out") : Path.of("run");
    Files.createDirectories(out);
    if (!options.has("resume") && new RunCheckpoint(out).exists()) {
      throw new IOException(
          "There is a run in " + out + " already: go on with --resume, or name another --out.");
    }
    TrainingData data = TrainingData.open(options.path("data"), new GraphPrior(), config.seed());
    ComboModel model = Networks.model(config, data.classes());
    System.out.println(data.name() + "; " + config.network() + " on " + model.device());
    for (String file : options.all("initial")) {
      initialise(model, Path.of(file));
    }
    Trainer trainer =
        new Trainer(
            config,
            model,
            samples(data, options),
            data.sounds(),
            validation(data, options),
            out,
            System.out);
    boolean finished = trainer.run(options.number("seconds", Double.POSITIVE_INFINITY));
    System.out.println(finished ? "The run is finished." : "Stopped; --resume goes on.");
  }

  private static void initialise(ComboModel model, Path file) throws IOException {
    int taken = Weights.take(model, file);
    int all = model.store().parameters().size();
    System.out.println(file + ": " + taken + " of " + all + " tensors taken.");
    if (taken == 0) {
      throw new IOException(file + " has no tensor of this network.");
    }
  }

  private static SampleSource samples(TrainingData data, Options options) {
    if (!options.has("clips")) {
      return data.training();
    }
    long clips = (long) options.number("clips", 1);
    return number -> data.training().sample(number % clips);
  }

  /** Clips that training does not see; with {@code --clips} those that it does see. */
  private static Validation validation(TrainingData data, Options options) {
    if (options.has("clips")) {
      SampleSource seen = samples(data, options);
      return (model, clips) -> new double[] {score(model, Optional.of(seen), 0, clips), Double.NaN};
    }
    return (model, clips) ->
        new double[] {
          score(model, data.single(), VALIDATION_SEED, clips),
          score(model, data.multi(), VALIDATION_SEED, clips)
        };
  }

  private static double score(
      ComboModel model, Optional<SampleSource> samples, long first, int clips) {
    return samples
        .map(some -> SetScore.of(new EagerSegmentation(model), some, first, clips).mj())
        .orElse(Double.NaN);
  }
}
