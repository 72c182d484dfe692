// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;
import org.sonomask.training.data.Sample;
import org.sonomask.training.data.SceneSamples;
import org.sonomask.training.evaluation.EagerSegmentation;
import org.sonomask.training.evaluation.OperatingPoints;
import org.sonomask.training.evaluation.ThresholdCurve;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.loop.TrainingConfig;

/**
 * Chooses the threshold for {@link Export} on scenes of the corpus's validation side: the one with
 * the greatest M_J where something that is seen sounds, among those that mark little where nothing
 * does. Prints all thresholds, and the M_J at exactly the false area wanted, by which networks
 * compare.
 *
 * <pre>Calibrate --corpus DIR --weights FILE [--config FILE] [--clips N] [--false-area X]</pre>
 *
 * {@code --clips} is for each kind of scene, {@code --false-area} the largest mean share of pixels
 * that silence and sounds from off screen may mark.
 */
public final class Calibrate {
  private static final long SEED = 3_000_000_000L;
  private static final int CLIPS = 60;
  private static final double FALSE_AREA = 0.01;

  private Calibrate() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, "corpus", "weights", "config", "clips", "false-area");
    TrainingConfig config =
        options.has("config") ? TrainingConfig.read(options.path("config")) : TrainingConfig.LITE;
    ComboModel model = Networks.model(config);
    model.takeAll(options.path("weights"));
    Corpus corpus = Corpus.open(options.path("corpus"));
    int clips = (int) options.number("clips", CLIPS);
    Map<SceneKind, ThresholdCurve> curves = curves(new EagerSegmentation(model), corpus, clips);
    double limit = options.number("false-area", FALSE_AREA);
    print(
        new OperatingPoints(
            List.of(curves.get(SceneKind.SINGLE), curves.get(SceneKind.MULTI)),
            List.of(curves.get(SceneKind.OFF_SCREEN), curves.get(SceneKind.SILENCE))),
        limit);
  }

  private static Map<SceneKind, ThresholdCurve> curves(
      EagerSegmentation segmentation, Corpus corpus, int clips) {
    SceneComposer composer = new SceneComposer(corpus, Split.VAL, SceneClasses.NAMES);
    Map<SceneKind, ThresholdCurve> curves = new EnumMap<>(SceneKind.class);
    for (SceneKind kind : SceneKind.values()) {
      SceneSamples samples =
          new SceneSamples(
              seed -> composer.compose(kind, seed), Alignment.CENTRED, new GraphPrior());
      ThresholdCurve curve = new ThresholdCurve();
      for (int clip = 0; clip < clips; clip++) {
        Sample sample = samples.sample(SEED + clip);
        curve.add(segmentation.sounding(sample), sample.labels());
      }
      curves.put(kind, curve);
    }
    return curves;
  }

  private static void print(OperatingPoints points, double limit) {
    for (int i = 0; i < ThresholdCurve.THRESHOLDS.size(); i++) {
      double threshold = ThresholdCurve.THRESHOLDS.get(i);
      double jaccard = points.jaccard(i);
      double area = points.falseArea(i);
      System.out.printf(Locale.ROOT, "%.2f  M_J %.3f  false area %.4f%n", threshold, jaccard, area);
    }
    System.out.printf(
        Locale.ROOT, "M_J at false area %.4f: %.4f%n", limit, points.jaccardAt(limit));
    System.out.printf(Locale.ROOT, "threshold %.2f%n", points.threshold(limit));
  }
}
