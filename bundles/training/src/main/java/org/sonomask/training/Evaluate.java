// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.EvaluationSets;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.training.data.SampleSource;
import org.sonomask.training.data.SceneSamples;
import org.sonomask.training.evaluation.EagerSegmentation;
import org.sonomask.training.evaluation.Segmentation;
import org.sonomask.training.evaluation.SetScore;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.loop.TrainingConfig;

/**
 * Scores weights on the {@link EvaluationSets}, of which training has seen no asset: what {@code
 * sonomask evaluate} measures of an exported model, but by libtorch, so that a GPU can do it.
 *
 * <pre>Evaluate --corpus DIR --weights FILE --json FILE [--config FILE] [--clips N] [--threshold
 * X]</pre>
 *
 * {@code --clips} is the most clips of a set.
 */
public final class Evaluate {
  private Evaluate() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options =
        Options.parse(args, "corpus", "weights", "json", "config", "clips", "threshold");
    TrainingConfig config =
        options.has("config") ? TrainingConfig.read(options.path("config")) : TrainingConfig.LITE;
    ComboModel model = Networks.model(config);
    model.takeAll(options.path("weights"));
    model.device().allowTf32(config.tf32());
    EvaluationSets sets =
        new EvaluationSets(Corpus.open(options.path("corpus")), SceneClasses.NAMES);
    int clips = (int) options.number("clips", 500);
    double threshold = options.number("threshold", ModelMetadata.OFFICIAL_THRESHOLD);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode result = json.createObjectNode().put("threshold", threshold);
    Segmentation segmentation = new EagerSegmentation(model, threshold);
    for (EvaluationSets.Set set : EvaluationSets.Set.values()) {
      SampleSource samples =
          new SceneSamples(
              index -> sets.clip(set, (int) index), Alignment.CENTRED, new GraphPrior());
      int count = Math.min(clips, sets.size(set));
      if (count > 0) {
        put(result, set, SetScore.of(segmentation, samples, 0, count));
      }
    }
    json.writeValue(options.path("json").toFile(), result);
    System.out.println(json.writeValueAsString(result));
  }

  private static void put(ObjectNode result, EvaluationSets.Set set, SetScore score) {
    ObjectNode entry = result.putObject(set.name().toLowerCase(Locale.ROOT));
    entry.put("mj", score.mj());
    entry.put("mj_low", score.mjLow());
    entry.put("mj_high", score.mjHigh());
    entry.put("mf", score.mf());
    entry.put("marked_area", score.area());
    entry.put("n", score.n());
  }
}
