// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;
import org.sonomask.training.data.SampleSource;
import org.sonomask.training.data.SceneSamples;
import org.sonomask.training.evaluation.EagerSegmentation;
import org.sonomask.training.evaluation.SetScore;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.loop.Trainer;
import org.sonomask.training.loop.TrainingConfig;
import org.sonomask.training.loop.Validation;

/**
 * Trains a network on composed scenes.
 *
 * <pre>Train --corpus DIR --out DIR [--config FILE] [--initial FILE]... [--seconds N] [--clips N]
 * </pre>
 *
 * {@code --initial} takes the weights of a file that fit, {@code --seconds} stops with a
 * checkpoint, {@code --clips} learns from that many clips only.
 */
public final class Train {
  private static final long VALIDATION_SEED = 1_000_000_000L;

  private Train() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = Options.parse(args, "corpus", "out", "config", "initial", "seconds", "clips");
    TrainingConfig config =
        options.has("config") ? TrainingConfig.read(options.path("config")) : TrainingConfig.LITE;
    Corpus corpus = Corpus.open(options.path("corpus"));
    Path out = options.path("out");
    ComboModel model = Networks.model(config);
    for (String file : options.all("initial")) {
      initialise(model, Path.of(file));
    }
    PriorProvider priors = new GraphPrior();
    SceneComposer training = new SceneComposer(corpus, Split.TRAIN, SceneClasses.NAMES);
    SampleSource samples = SceneSamples.mixed(training, priors);
    if (options.has("clips")) {
      samples = few(samples, (int) options.number("clips", 0));
    }
    Validation validation = options.has("clips") ? seen(samples) : validation(corpus, priors);
    Files.createDirectories(out);
    Trainer trainer = new Trainer(config, model, samples, validation, out, System.out);
    boolean finished = trainer.run(options.number("seconds", Double.POSITIVE_INFINITY));
    System.out.println(finished ? "The run is finished." : "Stopped; run again to go on.");
  }

  private static void initialise(ComboModel model, Path file) throws IOException {
    List<String> missing;
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      missing = model.take(checkpoint.tensors());
    }
    int all = model.store().parameters().size();
    System.out.println(file + ": " + (all - missing.size()) + " of " + all + " tensors taken.");
    if (missing.size() == all) {
      throw new IOException(file + " has no tensor of this network.");
    }
  }

  private static SampleSource few(SampleSource samples, int clips) {
    return number -> samples.sample(number % clips);
  }

  private static Validation seen(SampleSource samples) {
    return (model, clips) -> {
      double mj = SetScore.of(new EagerSegmentation(model), samples, 0, clips, false).mj();
      return new double[] {mj, Double.NaN};
    };
  }

  private static Validation validation(Corpus corpus, PriorProvider priors) {
    SceneComposer composer = new SceneComposer(corpus, Split.VAL, SceneClasses.NAMES);
    SampleSource single = fixed(composer, SceneKind.SINGLE, priors);
    SampleSource multi = fixed(composer, SceneKind.MULTI, priors);
    return (model, clips) ->
        LongStream.of(0, 1)
            .mapToDouble(
                kind ->
                    SetScore.of(
                            new EagerSegmentation(model),
                            kind == 0 ? single : multi,
                            VALIDATION_SEED,
                            clips,
                            false)
                        .mj())
            .toArray();
  }

  private static SampleSource fixed(SceneComposer composer, SceneKind kind, PriorProvider priors) {
    return new SceneSamples(seed -> composer.compose(kind, seed), Alignment.CENTRED, priors);
  }
}
