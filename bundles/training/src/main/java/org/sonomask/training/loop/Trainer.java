// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sonomask.combo.network.Prediction;
import org.sonomask.training.checkpoint.RunCheckpoint;
import org.sonomask.training.checkpoint.RunCheckpoint.Standing;
import org.sonomask.training.data.Batch;
import org.sonomask.training.data.BatchLoader;
import org.sonomask.training.data.SampleOrder;
import org.sonomask.training.data.SampleSource;
import org.sonomask.training.data.SoundSource;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loss.AuxiliaryLosses;
import org.sonomask.training.loss.ComboCriterion;
import org.sonomask.training.loss.LossTerms;
import org.sonomask.training.loss.Targets;
import org.sonomask.training.optimisation.AdamW;
import org.sonomask.training.optimisation.PolySchedule;
import org.sonomask.training.optimisation.WeightAverage;

/**
 * Trains a network on samples. A run lives in a folder: stopped at any time, it goes on from its
 * last checkpoint with the same batches, random points and learning rates.
 */
public final class Trainer {
  private static final double POLY_POWER = 0.9;

  private final TrainingConfig config;
  private final ComboModel model;
  private final SampleSource samples;
  private final SoundSource sounds;
  private final Validation validation;
  private final Path folder;
  private final Progress progress;
  private final ComboCriterion criterion;
  private final AdamW optimiser;
  private final WeightAverage average;
  private final PolySchedule schedule;
  private final ColourJitter colours;
  private final SpectrumJitter spectrum;
  private final Recent recent = new Recent();

  /**
   * A trainer.
   *
   * @param model whose weights move
   * @param samples to learn from
   * @param sounds to learn the classes heard from; not asked if the configuration wants none
   * @param validation looked at every now and then
   * @param folder of the run; made if absent
   * @param out where progress is told
   */
  public Trainer(
      TrainingConfig config,
      ComboModel model,
      SampleSource samples,
      SoundSource sounds,
      Validation validation,
      Path folder,
      PrintStream out) {
    this.config = config;
    this.model = model;
    this.samples = samples;
    this.sounds = sounds;
    this.validation = validation;
    this.folder = folder;
    this.progress = new Progress(out);
    TorchDevice device = model.device();
    this.criterion =
        new ComboCriterion(
            device, config.losses(), (rows, points) -> device.uniform(rows, points, 2));
    this.optimiser = new AdamW(model.store(), config.weightDecay(), config.clip());
    this.average = new WeightAverage(model.store(), config.average());
    this.schedule = new PolySchedule(config.learningRate(), config.rise(), POLY_POWER);
    this.colours = new ColourJitter(device);
    this.spectrum = new SpectrumJitter(device);
  }

  /**
   * Trains until the run's end, or for some seconds.
   *
   * @param seconds after which to stop with a checkpoint, to be resumed later
   * @return whether the run is at its end
   */
  public boolean run(double seconds) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    model.device().allowTf32(config.tf32());
    RunCheckpoint checkpoint = new RunCheckpoint(folder);
    Standing start = new Standing(0, 0);
    if (checkpoint.exists()) {
      start = checkpoint.resume(model, optimiser, average);
      progress.say("Going on after iteration " + start.iteration() + ".");
    }
    LearningCurve curve = new LearningCurve(folder, start.iteration());
    SampleOrder order = config.order();
    Clock clock = new Clock(start, seconds);
    try (BatchLoader loader = new BatchLoader(samples, order, config.makers(), start.iteration())) {
      Batch first = loader.next();
      clock.start();
      for (Batch batch = first; ; batch = loader.next()) {
        double done = clock.done();
        double rate = schedule.rate(clock.iteration, done);
        step(batch, rate, clock.iteration);
        clock.iteration++;
        boolean told = clock.iteration % config.report() == 0;
        if (told) {
          report(curve, clock, rate);
        }
        // Between reports the curve would lack the means of what was not reported yet.
        boolean end = clock.done() >= 1 || told && clock.expired();
        if (end || told && clock.saveDue()) {
          checkpoint.save(model, optimiser, average, clock.standing());
          curve.draw();
        }
        if (end) {
          return clock.done() >= 1;
        }
      }
    }
  }

  private void step(Batch batch, double rate, long iteration) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(config.seed() * 1_000_003 + iteration);
      TorchDevice device = model.device();
      int size = batch.size();
      Tensor frames = device.bytes(batch.frames(), batch.count(), size, size, 3);
      Tensor logMel = device.floats(batch.logMel(), batch.count(), 1, 96, 64);
      AuxiliaryLosses alone = new AuxiliaryLosses(model, config.dropout());
      List<Prediction<Tensor>> predictions =
          model.predict(
              config.jitter() ? colours.apply(frames) : frames,
              device.bytes(batch.priors(), batch.count(), size, size),
              config.jitter() ? spectrum.apply(logMel) : logMel,
              true,
              alone);
      LossTerms terms =
          criterion.losses(
              predictions.stream().map(Prediction::classLogits).toList(),
              predictions.stream().map(Prediction::maskLogits).toList(),
              batch.labelled(),
              new Targets(device, batch.labels(), size, size));
      Tensor heard = heard(alone, batch, iteration);
      Tensor seen = config.seenWeight() > 0 ? alone.seen(batch) : device.zeros(1).sum();
      Tensor total = terms.total(config.losses());
      total = torch.add(total, torch.mul(heard, new Scalar(config.heardWeight())));
      total = torch.add(total, torch.mul(seen, new Scalar(config.seenWeight())));
      if (config.headDecay() > 0) {
        total = torch.add(total, torch.mul(alone.penalty(), new Scalar(config.headDecay())));
      }
      optimiser.zeroGradients();
      total.backward();
      Tensor norm = optimiser.step(rate);
      average.add();
      recent.add(total, terms, heard, seen, norm);
    }
  }

  private Tensor heard(AuxiliaryLosses alone, Batch batch, long iteration) {
    TorchDevice device = model.device();
    if (config.heardWeight() == 0) {
      return device.zeros(1).sum();
    }
    Tensor heard = alone.heard(batch);
    int count = config.exercises();
    SoundSource.Exercises exercises = sounds.exercises(iteration, count);
    if (exercises.audible().length == 0) {
      return heard;
    }
    Tensor logMel = device.floats(exercises.logMel(), count, 1, 96, 64);
    Tensor jittered = config.jitter() ? spectrum.apply(logMel) : logMel;
    return torch.add(heard, alone.heard(jittered, exercises.audible()));
  }

  private void report(LearningCurve curve, Clock clock, double rate) throws IOException {
    double[] means = recent.take();
    if (!Double.isFinite(means[0])) {
      throw new IOException(
          "The loss is no number any more at iteration "
              + clock.iteration
              + ": lower learningRate and start again from the last checkpoint.");
    }
    double[] quality = {Double.NaN, Double.NaN};
    if (config.check() > 0 && clock.iteration % config.check() == 0) {
      quality = validation.check(model, config.checkClips());
      progress.say(
          String.format(
              Locale.ROOT, "        M_J single %.3f, multi %.3f", quality[0], quality[1]));
    }
    curve.add(
        clock.iteration,
        clock.seconds(),
        rate,
        means[0],
        means[1],
        means[2],
        means[3],
        means[4],
        means[5],
        means[6],
        means[7],
        quality[0],
        quality[1]);
    progress.report(clock.iteration, clock.done(), clock.seconds(), clock.lately(), means[0]);
  }

  /** Mean losses since the last report, summed on the device so that no step waits for it. */
  private static final class Recent {
    private Tensor sums;
    private int count;

    void add(Tensor total, LossTerms terms, Tensor heard, Tensor seen, Tensor norm) {
      Tensor row =
          torch.stack(
              new TensorVector(
                  total.detach(),
                  terms.classes().detach().select(0, 0),
                  terms.masks().detach().select(0, 0),
                  terms.dice().detach().select(0, 0),
                  terms.consistency().detach().mean(),
                  heard.detach(),
                  seen.detach(),
                  norm.detach()));
      if (sums == null) {
        sums = row;
        row.retainReference();
      } else {
        sums.add_(row);
      }
      count++;
    }

    double[] take() {
      float[] values = HostArrays.floats(sums);
      double[] means = new double[values.length];
      for (int i = 0; i < means.length; i++) {
        means[i] = values[i] / count;
      }
      sums.releaseReference();
      sums = null;
      count = 0;
      return means;
    }
  }

  /** Where the run stands in iterations and in time. */
  private final class Clock {
    private final double before;
    private final double limit;
    private long iteration;
    private long started;
    private long saved;
    private long reported;
    private long reportedAt;

    Clock(Standing standing, double limit) {
      this.iteration = standing.iteration();
      this.before = standing.seconds();
      this.limit = limit;
    }

    void start() {
      started = System.nanoTime();
      saved = started;
      reportedAt = started;
      reported = iteration;
    }

    double here() {
      return (System.nanoTime() - started) / 1e9;
    }

    double seconds() {
      return before + here();
    }

    double done() {
      return config.iterations() > 0
          ? (double) iteration / config.iterations()
          : seconds() / (60 * config.minutes());
    }

    boolean expired() {
      return here() >= limit;
    }

    boolean saveDue() {
      if (System.nanoTime() - saved < config.save() * 1_000_000_000L) {
        return false;
      }
      saved = System.nanoTime();
      return true;
    }

    double lately() {
      long now = System.nanoTime();
      double rate = (iteration - reported) / ((now - reportedAt) / 1e9);
      reported = iteration;
      reportedAt = now;
      return rate;
    }

    Standing standing() {
      return new Standing(iteration, seconds());
    }
  }
}
