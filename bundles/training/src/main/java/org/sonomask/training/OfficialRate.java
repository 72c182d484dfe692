// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.Split;
import org.sonomask.training.data.Batch;
import org.sonomask.training.data.Sample;
import org.sonomask.training.data.SampleSource;
import org.sonomask.training.data.SceneSamples;
import org.sonomask.training.data.SoundSource;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loop.Trainer;
import org.sonomask.training.loop.TrainingConfig;

/**
 * How fast a configuration trains here: some iterations of the very loop that {@link Train} runs,
 * on composed clips labelled as S4 labels its own (object or not, first frame only). Prints and
 * writes iterations a second after a warm-up, the GPU memory in use at most, the losses, and how
 * long a forward pass takes.
 *
 * <pre>
 * OfficialRate --data CORPUS --config FILE --json FILE [--steps N] [--network NAME] [--batch N]
 * [--tf32 true|false]</pre>
 */
public final class OfficialRate {
  private static final int BATCHES = 4;
  private static final int REPORT = 5;
  private static final int WARM_UP = 10;
  private static final int PASSES = 10;
  private static final double PATIENCE_SECONDS = 10;

  private OfficialRate() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options =
        Options.parse(args, "data", "config", "json", "steps", "network", "batch", "tf32");
    int steps = (int) options.number("steps", 60);
    TrainingConfig config = config(options, steps);
    ComboModel model = Networks.model(config);
    SampleSource samples = samples(Corpus.open(options.path("data")), BATCHES * config.batch());
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures
        .put("network", config.network())
        .put("device", model.device().toString())
        .put("batch_clips", config.batch())
        .put("frames_a_clip", model.config().frames())
        .put("tf32", config.tf32());
    model.device().allowTf32(config.tf32());
    figures.put("forward_ms_one_clip", forward(model, samples, 1));
    figures.put("forward_ms_batch", forward(model, samples, config.batch()));
    try (GpuMemory memory = new GpuMemory()) {
      train(config, model, samples, figures);
      figures.put("gpu_memory_mib", memory.peak());
    }
    System.out.println(figures.toPrettyString());
    Files.writeString(options.path("json"), figures.toPrettyString() + "\n");
    if (!figures.get("finite").asBoolean()) {
      throw new IOException("The loss did not stay finite.");
    }
  }

  private static TrainingConfig config(Options options, int steps) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode all = (ObjectNode) json.readTree(options.path("config").toFile());
    all.put("iterations", steps).put("report", Math.min(REPORT, Math.max(1, steps / 4)));
    if (options.has("network")) {
      all.put("network", options.text("network", ""));
    }
    if (options.has("batch")) {
      int batch = (int) options.number("batch", 0);
      all.put("batch", batch).put("fresh", batch);
    }
    if (options.has("tf32")) {
      all.put("tf32", Boolean.parseBoolean(options.text("tf32", "")));
    }
    Path file = Files.createTempFile("sonomask-rate", ".json");
    try {
      Files.writeString(file, all.toString());
      return TrainingConfig.read(file);
    } finally {
      Files.delete(file);
    }
  }

  /** Some clips made once, so that the rate is that of learning, not of composing. */
  private static SampleSource samples(Corpus corpus, int count) {
    SampleSource composed =
        SceneSamples.mixed(
            new SceneComposer(corpus, Split.TRAIN, SceneClasses.NAMES), new GraphPrior());
    List<Sample> clips =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(number -> labelledAsS4(composed.sample(number)))
            .toList();
    return number -> clips.get((int) (number % count));
  }

  private static Sample labelledAsS4(Sample sample) {
    byte[][] labels = new byte[sample.labels().length][];
    labels[0] = sample.labels()[0].clone();
    for (int pixel = 0; pixel < labels[0].length; pixel++) {
      labels[0][pixel] = (byte) (labels[0][pixel] == 0 ? 0 : 1);
    }
    return new Sample(sample.size(), sample.frames(), sample.priors(), labels, sample.logMel());
  }

  private static double forward(ComboModel model, SampleSource samples, int clips) {
    Batch batch = Batch.of(IntStream.range(0, clips).mapToObj(samples::sample).toList());
    pass(model, batch);
    List<Double> millis = new ArrayList<>();
    long begin = System.nanoTime();
    while (millis.size() < PASSES && System.nanoTime() - begin < PATIENCE_SECONDS * 1e9) {
      long start = System.nanoTime();
      pass(model, batch);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    Collections.sort(millis);
    return rounded(millis.get(millis.size() / 2));
  }

  private static void pass(ComboModel model, Batch batch) {
    TorchDevice device = model.device();
    int size = batch.size();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      model.predict(
          device.bytes(batch.frames(), batch.count(), size, size, 3),
          device.bytes(batch.priors(), batch.count(), size, size),
          device.floats(batch.logMel(), batch.count(), 1, 96, 64),
          false);
      device.synchronise();
    }
  }

  private static void train(
      TrainingConfig config, ComboModel model, SampleSource samples, ObjectNode figures)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sonomask-rate");
    new Trainer(
            config,
            model,
            samples,
            SoundSource.NONE,
            (any, clips) -> new double[] {Double.NaN, Double.NaN},
            folder,
            System.out)
        .run(Double.POSITIVE_INFINITY);
    List<double[]> rows =
        Files.readAllLines(folder.resolve("curve.csv")).stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).limit(4).toArray(String[]::new))
            .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
            .toList();
    measure(rows, config.batch(), figures);
  }

  /**
   * Takes the figures from a run's curve.
   *
   * @param rows iteration, seconds, learning rate and loss of each report
   * @param batch clips of an iteration
   */
  static void measure(List<double[]> rows, int batch, ObjectNode figures) {
    double[] last = rows.get(rows.size() - 1);
    double[] first =
        rows.stream()
            .filter(row -> row[0] >= Math.min(WARM_UP, last[0] / 2))
            .findFirst()
            .orElseThrow();
    double rate = (last[0] - first[0]) / (last[1] - first[1]);
    figures
        .put("steps", (long) last[0])
        .put("steps_per_s", rounded(rate))
        .put("clips_per_s", rounded(rate * batch))
        .put("first_loss", rounded(rows.get(0)[3]))
        .put("last_loss", rounded(last[3]))
        .put("finite", rows.stream().allMatch(row -> Double.isFinite(row[3])));
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
