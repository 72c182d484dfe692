// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;
import org.sonomask.training.data.SceneSamples;
import org.sonomask.training.evaluation.EagerSegmentation;
import org.sonomask.training.evaluation.Segmentation;
import org.sonomask.training.evaluation.SetScore;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.loop.TrainingConfig;

/**
 * Scores weights on composed clips of the corpus's test side, of which training has seen no asset.
 *
 * <pre>Evaluate --corpus DIR --weights FILE --json FILE [--config FILE] [--clips N] [--threshold
 * X]</pre>
 */
public final class Evaluate {
  private static final long SEED = 2_000_000_000L;

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
    Corpus corpus = Corpus.open(options.path("corpus"));
    int clips = (int) options.number("clips", 500);
    double threshold = options.number("threshold", ModelMetadata.OFFICIAL_THRESHOLD);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode result = scores(new EagerSegmentation(model, threshold), corpus, clips);
    json.writeValue(options.path("json").toFile(), result);
    System.out.println(json.writeValueAsString(result));
  }

  private static ObjectNode scores(Segmentation segmentation, Corpus corpus, int clips) {
    SceneComposer composer = new SceneComposer(corpus, Split.TEST, SceneClasses.NAMES);
    ObjectNode result = new ObjectMapper().createObjectNode();
    for (Alignment alignment : Alignment.values()) {
      String suffix = alignment == Alignment.CENTRED ? "" : "_live";
      SceneSamples single = samples(composer, SceneKind.SINGLE, alignment);
      SceneSamples multi = samples(composer, SceneKind.MULTI, alignment);
      put(result, "composed_single" + suffix, score(segmentation, single, clips, false));
      put(result, "composed_multi" + suffix, score(segmentation, multi, clips, false));
      if (alignment == Alignment.CENTRED) {
        put(result, "composed_single_shuffled", score(segmentation, single, clips, true));
        put(result, "composed_multi_shuffled", score(segmentation, multi, clips, true));
        SceneSamples silence = samples(composer, SceneKind.SILENCE, alignment);
        SceneSamples unseen = samples(composer, SceneKind.OFF_SCREEN, alignment);
        put(result, "silence", score(segmentation, silence, clips / 2, false));
        put(result, "off_screen", score(segmentation, unseen, clips / 2, false));
      }
    }
    return result;
  }

  private static SceneSamples samples(SceneComposer composer, SceneKind kind, Alignment alignment) {
    return new SceneSamples(seed -> composer.compose(kind, seed), alignment, new GraphPrior());
  }

  private static SetScore score(
      Segmentation segmentation, SceneSamples samples, int clips, boolean shuffled) {
    return SetScore.of(segmentation, samples, SEED, clips, shuffled);
  }

  private static void put(ObjectNode result, String name, SetScore score) {
    ObjectNode entry = result.putObject(name);
    entry.put("mj", score.mj());
    entry.put("mj_low", score.mjLow());
    entry.put("mj_high", score.mjHigh());
    entry.put("mf", score.mf());
    entry.put("false_area", score.area());
    entry.put("n", score.n());
  }
}
