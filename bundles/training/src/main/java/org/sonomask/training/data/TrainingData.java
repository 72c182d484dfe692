// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.data.BenchClip;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.combo.network.SemanticClasses;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;

/**
 * What a folder holds to learn from: a corpus, of which scenes are composed without end, or a set
 * of AVSBench.
 *
 * @param name of the layout
 * @param classes names by label, background first
 * @param training samples without end
 * @param sounds training sounds without pictures, where there are any
 * @param single validation samples in which one object sounds, or all there are
 * @param multi validation samples in which several objects sound, where they are apart
 */
public record TrainingData(
    String name,
    List<String> classes,
    SampleSource training,
    SoundSource sounds,
    Optional<SampleSource> single,
    Optional<SampleSource> multi) {
  private static final String CORPUS = "manifest.jsonl";
  private static final List<String> OBJECT = List.of("background", "sounding");

  /** Bits of a number below the seed's: more scenes than any run will see. */
  private static final int SEED_BITS = 32;

  /** The file or folder by which each layout of AVSBench is known. */
  private static final Map<String, BenchLayout> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("s4_data", BenchLayout.S4);
    MARKS.put("ms3_data", BenchLayout.MS3);
    MARKS.put("metadata.csv", BenchLayout.AVSS);
  }

  /**
   * Looks what a folder holds.
   *
   * @param priors makes the maskiges that the folder lacks
   * @param seed of the order of clips; of composed scenes and sounds each seed has its own, so that
   *     a run from the weights of another sees what that one did not
   * @throws IOException if it holds nothing known; the message says what it looked for
   */
  public static TrainingData open(Path folder, PriorProvider priors, long seed) throws IOException {
    if (Files.exists(folder.resolve(CORPUS))) {
      return composed(Corpus.open(folder), priors, seed);
    }
    for (Map.Entry<String, BenchLayout> mark : MARKS.entrySet()) {
      if (Files.exists(folder.resolve(mark.getKey()))) {
        return bench(folder, mark.getValue(), priors, seed);
      }
    }
    throw new IOException(
        folder
            + " holds nothing to learn from: neither "
            + String.join(" nor ", MARKS.keySet())
            + " of AVSBench nor "
            + CORPUS
            + " of a corpus made by ci/data/build.");
  }

  private static TrainingData composed(Corpus corpus, PriorProvider priors, long seed) {
    long first = seed << SEED_BITS;
    SceneComposer training = new SceneComposer(corpus, Split.TRAIN, SceneClasses.NAMES);
    SceneComposer validation = new SceneComposer(corpus, Split.VAL, SceneClasses.NAMES);
    return new TrainingData(
        "composed scenes",
        SceneClasses.NAMES,
        SceneSamples.mixed(training, priors).from(first),
        new SoundExercises(corpus, SceneClasses.NAMES).from(first),
        Optional.of(fixed(validation, SceneKind.SINGLE, priors)),
        Optional.of(fixed(validation, SceneKind.MULTI, priors)));
  }

  private static SampleSource fixed(SceneComposer composer, SceneKind kind, PriorProvider priors) {
    return new SceneSamples(seed -> composer.compose(kind, seed), Alignment.CENTRED, priors);
  }

  private static TrainingData bench(
      Path folder, BenchLayout layout, PriorProvider priors, long seed) throws IOException {
    boolean semantic = layout == BenchLayout.AVSS;
    BenchSamples training =
        new BenchSamples(
            layout.clips(folder, "train"),
            Clip.SIZE,
            priors,
            semantic ? BenchSamples.Use.TRAIN : BenchSamples.Use.TRAIN_SCALED,
            seed);
    return new TrainingData(
        layout + ", " + training.count() + " clips of five seconds",
        semantic ? SemanticClasses.NAMES : OBJECT,
        training,
        SoundSource.NONE,
        validation(folder, layout, priors),
        Optional.empty());
  }

  private static Optional<SampleSource> validation(
      Path folder, BenchLayout layout, PriorProvider priors) throws IOException {
    List<BenchClip> clips;
    try {
      clips = layout.clips(folder, "val");
    } catch (IOException none) {
      return Optional.empty();
    }
    return clips.isEmpty()
        ? Optional.empty()
        : Optional.of(new BenchSamples(clips, Clip.SIZE, priors, BenchSamples.Use.VALIDATE, 0));
  }
}
