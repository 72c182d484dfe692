// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.combo.metrics.SemanticScore;

/** Compares the metrics with {@code metrics.json}, corner cases included. */
final class MetricsComparison {
  private static final double TOLERANCE = 1e-9;
  private static final int SIZE = 224;
  private static final int CELL = 16;
  private static final int CELLS = SIZE / CELL;
  private static final int FRAMES = 5;
  private static final int CLASSES = 71;
  private static final int STRANDS = 8;

  private final JsonNode expected;
  private final PrintStream out;
  private int failures;

  MetricsComparison(Path file, PrintStream out) throws IOException {
    this.expected = new ObjectMapper().readTree(file.toFile());
    this.out = out;
  }

  /** Prints a line a value; answers how many do not hold. */
  int compare() {
    for (JsonNode clip : expected.get("object")) {
      int number = clip.get("clip").asInt();
      ObjectScore.Clip score = new ObjectScore().add(probability(number), truth(number));
      report("object." + number + ".miou", clip.get("miou"), score.jaccard());
      report("object." + number + ".fscore", clip.get("fscore"), score.measure());
    }
    SemanticScore all = new SemanticScore(CLASSES);
    for (JsonNode clip : expected.get("semantic")) {
      SemanticScore score = semantic(clip.get("clip").asInt(), clip.get("frames").asInt());
      report(
          "semantic." + clip.get("clip") + ".iou", clip.get("iou_sum"), sum(score.jaccardSums()));
      report("semantic." + clip.get("clip") + ".f", clip.get("f_sum"), sum(score.measureSums()));
      all.add(score);
    }
    report("semantic.miou", expected.at("/semantic_total/miou"), all.jaccard());
    report("semantic.fscore", expected.at("/semantic_total/fscore"), all.measure());
    return failures;
  }

  /**
   * Adds as NumPy does, whose order decides about the last digit: eight strands, then these in
   * pairs, then what is left.
   */
  private static float sum(float[] values) {
    int whole = values.length / STRANDS * STRANDS;
    float[] strands = new float[STRANDS];
    for (int i = 0; i < whole; i++) {
      strands[i % STRANDS] += values[i];
    }
    float low = (strands[0] + strands[1]) + (strands[2] + strands[3]);
    float high = (strands[4] + strands[5]) + (strands[6] + strands[7]);
    float sum = low + high;
    for (int i = whole; i < values.length; i++) {
      sum += values[i];
    }
    return sum;
  }

  private void report(String name, JsonNode value, double actual) {
    double difference = Math.abs(actual - value.asDouble());
    boolean holds = difference <= TOLERANCE;
    failures += holds ? 0 : 1;
    out.printf(
        Locale.ROOT,
        "%-4s metrics %-30s %.2e (%.12f)%n",
        holds ? "ok" : "FAIL",
        name,
        difference,
        actual);
  }

  private static float[][] probability(int clip) {
    float[][] background = scores("metric:" + clip + ":bg");
    float[][] object = scores("metric:" + clip + ":fg");
    byte[][] truth = truth(clip);
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
        float b = background[frame][pixel];
        float o = object[frame][pixel];
        switch (clip) {
          case 3 -> o -= 20;
          case 4 -> o -= 40;
          case 5 -> {
            b = 0;
            o = truth[frame][pixel] == 0 ? -30 : 30;
          }
          default -> {}
        }
        float highest = Math.max(b, o);
        float eb = (float) Math.exp(b - highest);
        float eo = (float) Math.exp(o - highest);
        object[frame][pixel] = eo / (eb + eo);
      }
    }
    return object;
  }

  private static float[][] scores(String key) {
    float[][] scores = new float[FRAMES][SIZE * SIZE];
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
        scores[frame][pixel] = 20 * (float) smooth(key, frame, pixel);
      }
    }
    return scores;
  }

  private static byte[][] truth(int clip) {
    byte[][] truth = new byte[FRAMES][SIZE * SIZE];
    boolean none = clip == 2 || clip == 4;
    for (int frame = 0; frame < FRAMES; frame++) {
      boolean empty = none || clip == 1 && (frame == 2 || frame == 3);
      for (int pixel = 0; pixel < SIZE * SIZE && !empty; pixel++) {
        truth[frame][pixel] =
            (byte) (smooth("metric:" + clip + ":gt", frame, pixel) > 0.55 ? 1 : 0);
      }
    }
    return truth;
  }

  private static double smooth(String key, int frame, int pixel) {
    FormulaNumbers cells = new FormulaNumbers(key + ":cells");
    FormulaNumbers noise = new FormulaNumbers(key + ":noise");
    return 0.8 * cells.unit(cell(frame, pixel))
        + 0.2 * noise.unit((long) frame * SIZE * SIZE + pixel);
  }

  private static long cell(int frame, int pixel) {
    return ((long) frame * CELLS + pixel / SIZE / CELL) * CELLS + pixel % SIZE / CELL;
  }

  private static SemanticScore semantic(int clip, int frames) {
    String key = "metric:ss:" + clip + ":";
    int[] classes = new int[4];
    for (int i = 1; i < classes.length; i++) {
      classes[i] = new FormulaNumbers(key + "classes").whole(i - 1) % (CLASSES - 1) + 1;
    }
    FormulaNumbers labels = new FormulaNumbers(key + "lab");
    FormulaNumbers errors = new FormulaNumbers(key + "err");
    FormulaNumbers others = new FormulaNumbers(key + "prd");
    SemanticScore score = new SemanticScore(CLASSES);
    for (int frame = 0; frame < frames; frame++) {
      byte[] truth = new byte[SIZE * SIZE];
      byte[] predicted = new byte[SIZE * SIZE];
      for (int pixel = 0; pixel < truth.length; pixel++) {
        long cell = cell(frame, pixel);
        int label = labels.whole(cell) % classes.length;
        int other = others.whole(cell) % classes.length;
        truth[pixel] = (byte) classes[label];
        predicted[pixel] = (byte) classes[errors.unit(cell) < 0.7 ? label : other];
      }
      score.add(predicted, truth);
    }
    return score;
  }
}
