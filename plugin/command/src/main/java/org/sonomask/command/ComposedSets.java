// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.EvaluationSets;
import org.sonomask.scenes.SceneClasses;

/** A model measured on the sets that are composed of a corpus's test side. */
final class ComposedSets {
  private static final float FULL_SCALE = 32768;
  private static final double NANOS_PER_SECOND = 1e9;

  private final EvaluationSets sets;
  private final LogMel logMel = new LogMel();

  /**
   * The sets of a corpus.
   *
   * @throws IOException if the folder is no corpus, or the model takes pictures of another size
   */
  ComposedSets(Path corpus, SegmenterInfo info) throws IOException {
    if (info.width() != Clip.SIZE || info.height() != Clip.SIZE) {
      throw new IOException(
          "Composed clips are "
              + Clip.SIZE
              + " pixels wide and high, but "
              + info.model()
              + " takes "
              + info.width()
              + "x"
              + info.height()
              + ".");
    }
    sets = new EvaluationSets(Corpus.open(corpus), SceneClasses.NAMES);
  }

  /** Measures all sets, at most so many clips of each, and prints a line for each. */
  ObjectNode measure(ClipMarker marker, int clips, PrintStream out, PrintStream err)
      throws SegmenterException {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    for (EvaluationSets.Set set : EvaluationSets.Set.values()) {
      int count = Math.min(clips, sets.size(set));
      if (count > 0) {
        String name = set.name().toLowerCase(Locale.ROOT);
        ComposedScore score = measure(marker, set, count, err);
        out.println(name + "  " + score.text());
        figures.set(name, score.json());
      }
    }
    return figures;
  }

  private ComposedScore measure(
      ClipMarker marker, EvaluationSets.Set set, int count, PrintStream err)
      throws SegmenterException {
    ComposedScore score = new ComposedScore();
    long start = System.nanoTime();
    try (ProgressBar progress = new ProgressBar(err, Boolean.getBoolean("sonomask.terminal"))) {
      for (int index = 0; index < count; index++) {
        add(score, marker, sets.clip(set, index));
        long done = (index + 1L) * Clip.FRAMES;
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        progress.show(
            (long) (done * NANOS_PER_SECOND),
            (long) (count * Clip.FRAMES * NANOS_PER_SECOND),
            done,
            done / seconds);
      }
    }
    return score;
  }

  private void add(ComposedScore score, ClipMarker marker, Clip clip) throws SegmenterException {
    short[][] sound = clip.sound(Alignment.CENTRED);
    float[][] examples = new float[sound.length][];
    for (int frame = 0; frame < sound.length; frame++) {
      examples[frame] = example(sound[frame]);
    }
    float[][] sounding = new float[sound.length][];
    for (int frame = 0; frame < sound.length; frame++) {
      sounding[frame] =
          marker.mark(clip.frames()[frame], Optional.empty(), examples, frame).sounding();
    }
    score.add(sounding, clip.labels(Alignment.CENTRED));
  }

  private float[] example(short[] sound) {
    float[] samples = new float[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sound[i] / FULL_SCALE;
    }
    float[] example = new float[LogMel.COLUMNS * LogMel.BANDS];
    logMel.example(samples, 0, example, 0);
    return example;
  }
}
