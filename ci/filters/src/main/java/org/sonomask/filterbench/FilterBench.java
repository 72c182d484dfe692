// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.evaluation.ModelMarker;
import org.sonomask.evaluation.Showing;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;

/**
 * Measures what mask filters do for films: flicker, lag and M_J at the films' rate, with more and
 * fewer inferences a second. Arguments: corpus, model, films of each kind, side of the corpus, and
 * the file for the report without its suffix.
 */
public final class FilterBench {
  private static final long SEED = 6_000_000;
  private static final double RATE = 25;
  private static final int FRAMES = 75;

  private final Showing showing;
  private final SceneComposer composer;
  private final ModelMarker model;
  private final Map<Setting, Figures> figures = new LinkedHashMap<>();
  private final Figures truth = new Figures();
  private int measured;

  /** A measurement of a model on one side of a corpus. */
  FilterBench(Corpus corpus, Split split, ModelMarker model, List<Setting> settings) {
    composer = new SceneComposer(corpus, split, SceneClasses.NAMES);
    showing = new Showing(Clip.SIZE, Clip.SIZE, new GraphPrior());
    this.model = model;
    settings.forEach(setting -> figures.put(setting, new Figures()));
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, SegmenterException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException("give CORPUS MODEL FILMS SPLIT REPORT");
    }
    Path file = Path.of(arguments[1]);
    int films = Integer.parseInt(arguments[2]);
    Split split = Split.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    try (ModelMarker model =
        new ModelMarker(file.toString(), OnnxSegmenter.open(file, new EngineOptions(0, 8)))) {
      Corpus corpus = Corpus.open(Path.of(arguments[0]));
      FilterBench bench = new FilterBench(corpus, split, model, Settings.all());
      bench.run(films);
      new Report(model.info(), split, films, FRAMES, bench.figures, bench.truth)
          .write(Path.of(arguments[4]));
    }
  }

  private void run(int films) throws SegmenterException {
    for (SceneKind kind : List.of(SceneKind.SINGLE, SceneKind.MULTI)) {
      for (int number = 0; number < films; number++) {
        Clip clip = composer.film(kind, SEED + number, RATE, FRAMES);
        measure(Film.of(clip, showing, model));
        System.err.printf("%s %d of %d%n", kind, number + 1, films);
      }
    }
  }

  /** Adds a film to all figures. */
  void measure(Film film) {
    SegmenterInfo info = model.info();
    List<byte[][]> shown = new ArrayList<>();
    for (Map.Entry<Setting, Figures> row : figures.entrySet()) {
      Playback playback = new Playback(film, row.getKey(), info);
      shown.add(playback.play());
      row.getValue().add(playback.cost());
    }
    shown.add(film.truth());
    double[] flicker = new Flicker(info.width(), info.height()).of(film, shown);
    int row = 0;
    for (Figures each : figures.values()) {
      each.add(film, shown.get(row), flicker[row]);
      row++;
    }
    truth.add(film, film.truth(), flicker[row]);
    StepResponse.of(film, measured++)
        .ifPresent(
            steps ->
                figures.forEach(
                    (setting, each) ->
                        each.add(steps.lags(new Playback(steps.film(), setting, info).play()))));
  }
}
