// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterException;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.EvaluationSets;
import org.sonomask.scenes.SceneClasses;

/** Measures markers on the sets that are composed of a corpus's test side. */
public final class ComposedSets {
  private final EvaluationSets sets;
  private final Showing showing;

  /**
   * The sets of a corpus.
   *
   * @throws IOException if the folder is no corpus
   */
  public ComposedSets(Path corpus, PriorProvider priors) throws IOException {
    sets = new EvaluationSets(Corpus.open(corpus), SceneClasses.NAMES);
    showing = new Showing(Clip.SIZE, Clip.SIZE, priors);
  }

  /**
   * Measures all markers on the same clips, which are composed once.
   *
   * @param clips of each set at most
   * @return by set the scores of the markers, in their order
   */
  public Map<String, List<SetScore>> measure(List<? extends Marker> markers, int clips, Steps steps)
      throws SegmenterException, InterruptedException {
    Map<String, List<SetScore>> scores = new LinkedHashMap<>();
    try (InOrder workers = new InOrder()) {
      for (EvaluationSets.Set set : EvaluationSets.Set.values()) {
        int count = Math.min(clips, sets.size(set));
        if (count > 0) {
          String name = set.name().toLowerCase(Locale.ROOT);
          scores.put(name, measure(workers, set, count, markers, steps));
        }
      }
    }
    return scores;
  }

  /**
   * Draws what a marker did worst: three rows a set, in the order of the sets, and a column a clip.
   * Above the frame as it is, then with all but what sounds darkened, then with all but what was
   * marked.
   *
   * @param scores of that marker by set, as measured here
   * @param clips of each set
   */
  public BufferedImage failures(Marker marker, Map<String, SetScore> scores, int clips)
      throws SegmenterException {
    FailureSheet sheet = new FailureSheet(scores.size(), clips);
    int row = 0;
    for (Map.Entry<String, SetScore> entry : scores.entrySet()) {
      EvaluationSets.Set set = EvaluationSets.Set.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
      int column = 0;
      for (int index : entry.getValue().worst(clips)) {
        ShownClip clip = showing.composed(sets.clip(set, index));
        sheet.draw(row, column++, clip, marker.mark(clip));
      }
      row++;
    }
    return sheet.sheet();
  }

  private List<SetScore> measure(
      InOrder workers,
      EvaluationSets.Set set,
      int count,
      List<? extends Marker> markers,
      Steps steps)
      throws SegmenterException, InterruptedException {
    String name = set.name().toLowerCase(Locale.ROOT);
    List<SetScore> scores = new ArrayList<>();
    markers.forEach(marker -> scores.add(new SetScore(SceneClasses.NAMES)));
    try {
      workers.run(
          count,
          index -> scored(set, index, markers),
          (index, result) -> {
            for (int i = 0; i < scores.size(); i++) {
              scores.get(i).add(result.get(i));
            }
            steps.done(name, index + 1, count);
          });
    } catch (ExecutionException failed) {
      throw failure(failed);
    }
    return scores;
  }

  private Callable<List<ClipScore>> scored(
      EvaluationSets.Set set, int index, List<? extends Marker> markers) {
    return () -> {
      ShownClip clip = showing.composed(sets.clip(set, index));
      List<ClipScore> scores = new ArrayList<>();
      for (Marker marker : markers) {
        scores.add(
            ClipScore.of(
                clip,
                marker.mark(clip),
                SceneClasses.NAMES.size(),
                translation(marker.classes(), SceneClasses.NAMES)));
      }
      return scores;
    };
  }

  /** From the labels of some classes to those of others; what is not among them is background. */
  static byte[] translation(List<String> from, List<String> to) {
    byte[] translation = new byte[256];
    for (int label = 0; label < from.size(); label++) {
      translation[label] = (byte) Math.max(0, to.indexOf(from.get(label)));
    }
    return translation;
  }

  static SegmenterException failure(ExecutionException failed) {
    if (failed.getCause() instanceof SegmenterException cause) {
      return cause;
    }
    throw new IllegalStateException("a clip could not be measured", failed.getCause());
  }
}
