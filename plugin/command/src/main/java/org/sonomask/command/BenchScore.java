// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.data.BenchClip;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.combo.metrics.SemanticScore;
import org.sonomask.combo.network.SemanticClasses;

/** What a set of clips is scored with: M_J and M_F, and per class for the semantic set. */
abstract sealed class BenchScore {

  /** The score for a set whose masks say object or not. */
  static BenchScore objects() {
    return new Objects();
  }

  /**
   * The score for AVSS.
   *
   * @throws IllegalArgumentException if the model has a class that AVSS does not have
   */
  static BenchScore semantic(SegmenterInfo info) {
    return new Semantic(info.classes());
  }

  /** Marks and scores a clip; answers its number of frames. */
  abstract int add(ClipMarker marker, BenchClip clip, SegmenterInfo info)
      throws IOException, SegmenterException;

  /** Prints the figures. */
  abstract void print(PrintStream out);

  /** The figures as JSON. */
  abstract ObjectNode json();

  private static final class Objects extends BenchScore {
    private final ObjectScore score = new ObjectScore();

    @Override
    int add(ClipMarker marker, BenchClip clip, SegmenterInfo info)
        throws IOException, SegmenterException {
      int frames = clip.truth().size();
      float[][] examples = clip.examples();
      float[][] sounding = new float[frames][];
      byte[][] truth = new byte[frames][];
      for (int frame = 0; frame < frames; frame++) {
        sounding[frame] = marker.mark(clip, examples, frame).sounding();
        truth[frame] = clip.labels(frame, info.width(), info.height());
      }
      score.add(sounding, truth);
      return frames;
    }

    @Override
    void print(PrintStream out) {
      out.printf(
          Locale.ROOT,
          "M_J %.4f  M_F %.4f  (%d clips)%n",
          score.jaccard(),
          score.measure(),
          score.clips());
    }

    @Override
    ObjectNode json() {
      return new ObjectMapper()
          .createObjectNode()
          .put("M_J", score.jaccard())
          .put("M_F", score.measure())
          .put("clips", score.clips());
    }
  }

  private static final class Semantic extends BenchScore {
    private final SemanticScore score = new SemanticScore(SemanticClasses.NAMES.size());
    private final List<Byte> labels = new ArrayList<>();

    Semantic(List<String> classes) {
      for (String name : classes) {
        int label = SemanticClasses.NAMES.indexOf(name);
        if (label < 0) {
          throw new IllegalArgumentException(
              "AVSS has no class '" + name + "', which the model has");
        }
        labels.add((byte) label);
      }
    }

    @Override
    int add(ClipMarker marker, BenchClip clip, SegmenterInfo info)
        throws IOException, SegmenterException {
      float[][] examples = clip.examples();
      int frames = clip.truth().size();
      for (int frame = 0; frame < frames; frame++) {
        byte[] predicted = marker.mark(clip, examples, frame).labels();
        for (int pixel = 0; pixel < predicted.length; pixel++) {
          predicted[pixel] = labels.get(predicted[pixel]);
        }
        score.add(predicted, clip.labels(frame, info.width(), info.height()));
      }
      return frames;
    }

    @Override
    void print(PrintStream out) {
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
    ObjectNode json() {
      ObjectNode json =
          new ObjectMapper()
              .createObjectNode()
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
