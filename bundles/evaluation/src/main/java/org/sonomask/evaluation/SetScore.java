// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sonomask.combo.metrics.SemanticScore;

/** Scores of one marker on one set of clips. Not thread-safe. */
public final class SetScore {
  private final List<String> classes;
  private final List<ClipScore> clips = new ArrayList<>();

  /** A score without clips; class 0 is the background. */
  SetScore(List<String> classes) {
    this.classes = classes;
  }

  void add(ClipScore clip) {
    clips.add(clip);
  }

  /** M_J, the mean over clips. */
  public double jaccard() {
    return mean(ClipScore::jaccard);
  }

  /** M_F, the mean over clips. */
  public double measure() {
    return mean(ClipScore::measure);
  }

  /** Mean share of the picture that is marked though nothing sounds there. */
  public double falseArea() {
    return mean(ClipScore::falseArea);
  }

  /** Clips scored. */
  public int clips() {
    return clips.size();
  }

  /** Numbers of the clips with the lowest M_J, the worst first, in the order they were added. */
  List<Integer> worst(int count) {
    return IntStream.range(0, clips.size())
        .boxed()
        .sorted(Comparator.comparingDouble(index -> clips.get(index).jaccard()))
        .limit(count)
        .toList();
  }

  /** Lower and upper end of M_J's 95 % interval; see {@link AssetBootstrap}. */
  public double[] interval() {
    double[] ends =
        AssetBootstrap.interval(
            clips.stream().map(ClipScore::jaccard).toList(),
            clips.stream().map(ClipScore::assets).toList());
    return Arrays.stream(ends).map(end -> Math.min(1, Math.max(0, end))).toArray();
  }

  /**
   * Lower and upper end of the 95 % interval of how much greater M_J is than another marker's on
   * the same clips. It is narrower than both markers' own intervals, which say most of all how
   * different clips are.
   */
  public double[] intervalOfLead(SetScore other) {
    return AssetBootstrap.interval(
        IntStream.range(0, clips.size())
            .mapToObj(clip -> clips.get(clip).jaccard() - other.clips.get(clip).jaccard())
            .toList(),
        clips.stream().map(ClipScore::assets).toList());
  }

  private double mean(ToDoubleFunction<ClipScore> value) {
    return clips.stream().mapToDouble(value).average().orElse(0);
  }

  /**
   * Scores of a class.
   *
   * @param name of the class
   * @param clips in which it sounds in the picture
   * @param jaccard mean M_J of these clips, whatever the mask's class
   * @param labels mean IoU of the pixels labelled with the class, over the frames in which it is
   *     labelled or true
   */
  public record OfClass(String name, int clips, double jaccard, double labels) {}

  /** Scores of the classes that sound in some clip's picture, in label order. */
  public List<OfClass> classes() {
    SemanticScore labels = new SemanticScore(classes.size());
    clips.forEach(clip -> labels.add(clip.semantic()));
    List<OfClass> scores = new ArrayList<>();
    for (int label = 1; label < classes.size(); label++) {
      int index = label;
      double[] jaccards =
          clips.stream()
              .filter(clip -> clip.present()[index])
              .mapToDouble(ClipScore::jaccard)
              .toArray();
      if (jaccards.length > 0) {
        double mean = Arrays.stream(jaccards).average().orElseThrow();
        scores.add(new OfClass(classes.get(label), jaccards.length, mean, labels.jaccard(label)));
      }
    }
    return scores;
  }

  /** All figures. */
  public ObjectNode json() {
    double[] interval = interval();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mj", rounded(jaccard()))
        .put("mj_low", rounded(interval[0]))
        .put("mj_high", rounded(interval[1]))
        .put("mf", rounded(measure()))
        .put("false_area", rounded(falseArea()))
        .put("n", clips());
    ObjectNode perClass = json.putObject("classes");
    for (OfClass score : classes()) {
      perClass
          .putObject(score.name())
          .put("mj", rounded(score.jaccard()))
          .put("label_iou", rounded(score.labels()))
          .put("n", score.clips());
    }
    return json;
  }

  /** Five decimals: more would be noise. */
  static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
