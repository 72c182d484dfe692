// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.combo.metrics.SemanticScore;
import org.sonomask.combo.network.SemanticClasses;

/** What a set of AVSBench is scored with: M_J and M_F, and per class for the semantic set. */
public abstract sealed class BenchScore {

  /** The score for a set whose masks say object or not. */
  public static BenchScore objects() {
    return new Objects();
  }

  /**
   * The score for AVSS.
   *
   * @param classes names of the labels that will be scored
   * @throws IllegalArgumentException if AVSS does not have one of them
   */
  public static BenchScore semantic(List<String> classes) {
    for (String name : classes) {
      if (!SemanticClasses.NAMES.contains(name)) {
        throw new IllegalArgumentException("AVSS has no class '" + name + "', which the model has");
      }
    }
    return new Semantic(ComposedSets.translation(classes, SemanticClasses.NAMES));
  }

  /** Scores a clip. */
  abstract void add(ShownClip clip, Marks marks);

  /** Prints the figures. */
  public abstract void print(PrintStream out);

  /** The figures as JSON. */
  public abstract ObjectNode json();

  private static final class Objects extends BenchScore {
    private final ObjectScore score = new ObjectScore();

    @Override
    void add(ShownClip clip, Marks marks) {
      score.add(marks.sounding(), clip.truth());
    }

    @Override
    public void print(PrintStream out) {
      out.printf(
          Locale.ROOT,
          "M_J %.4f  M_F %.4f  (%d clips)%n",
          score.jaccard(),
          score.measure(),
          score.clips());
    }

    @Override
    public ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("M_J", score.jaccard())
          .put("M_F", score.measure())
          .put("clips", score.clips());
    }
  }

  private static final class Semantic extends BenchScore {
    private final SemanticScore score = new SemanticScore(SemanticClasses.NAMES.size());
    private final byte[] translation;

    Semantic(byte[] translation) {
      this.translation = translation;
    }

    @Override
    void add(ShownClip clip, Marks marks) {
      for (int frame = 0; frame < clip.length(); frame++) {
        byte[] labels = ClipScore.translated(marks.labels()[frame], translation);
        score.add(labels, clip.truth()[frame]);
      }
    }

    @Override
    public void print(PrintStream out) {
      for (int label = 0; label < SemanticClasses.NAMES.size(); label++) {
        if (score.frames(label) > 0) {
          out.printf(
              Locale.ROOT,
              "%-16s IoU %.4f  F %.4f  (%d frames)%n",
              SemanticClasses.NAMES.get(label),
              score.jaccard(label),
              score.measure(label),
              score.frames(label));
        }
      }
      out.printf(Locale.ROOT, "mIoU %.4f  F %.4f%n", score.jaccard(), score.measure());
    }

    @Override
    public ObjectNode json() {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("mIoU", score.jaccard())
              .put("F", score.measure());
      ObjectNode classes = json.putObject("classes");
      for (int label = 0; label < SemanticClasses.NAMES.size(); label++) {
        classes
            .putObject(SemanticClasses.NAMES.get(label))
            .put("IoU", score.jaccard(label))
            .put("F", score.measure(label))
            .put("frames", score.frames(label));
      }
      return json;
    }
  }
}
