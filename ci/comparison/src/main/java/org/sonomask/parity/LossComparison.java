// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loss.ComboCriterion;
import org.sonomask.training.loss.LossSettings;
import org.sonomask.training.loss.LossTerms;
import org.sonomask.training.loss.RandomPoints;
import org.sonomask.training.loss.Targets;

/** Compares every loss term with the official one, at the same random points. */
final class LossComparison {
  private static final double TOLERANCE = 1e-4;
  private static final int SIZE = 224;

  private final ReferenceCase reference;
  private final String interpreter;
  private final PrintStream out;
  private final TorchDevice device = TorchDevice.of("cpu");

  LossComparison(ReferenceCase reference, String interpreter, PrintStream out) {
    this.reference = reference;
    this.interpreter = interpreter;
    this.out = out;
  }

  /** Prints a line a term; answers how many do not hold. */
  int compare(Map<String, float[]> computed) {
    int failures = 0;
    Map<String, Double> losses = losses(computed);
    for (Map.Entry<String, Double> official : reference.losses().entrySet()) {
      double expected = official.getValue();
      double actual = losses.getOrDefault(official.getKey(), Double.NaN);
      double relative = Math.abs(actual - expected) / Math.max(Math.abs(expected), TOLERANCE);
      boolean holds = relative <= TOLERANCE;
      failures += holds ? 0 : 1;
      out.printf(
          Locale.ROOT,
          "%-4s %-12s %-5s %-8s %-30s %.2e (%.6f)%n",
          holds ? "ok" : "FAIL",
          reference.name(),
          interpreter,
          "loss",
          official.getKey(),
          relative,
          actual);
    }
    return failures;
  }

  private Map<String, Double> losses(Map<String, float[]> computed) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      ComboCriterion criterion =
          new ComboCriterion(device, LossSettings.OFFICIAL, new FormulaPoints(device, reference));
      LossTerms terms =
          criterion.losses(
              logits(computed, "decoder.class_logits"),
              logits(computed, "decoder.mask_logits"),
              reference.labelled(),
              targets());
      Map<String, Double> losses = new HashMap<>();
      put(losses, "loss_ce", terms.classes());
      put(losses, "loss_mask", terms.masks());
      put(losses, "loss_dice", terms.dice());
      float[] consistency = HostArrays.floats(terms.consistency());
      for (int i = 0; i < consistency.length; i++) {
        losses.put("loss_cosine_" + i, (double) consistency[i]);
      }
      return losses;
    }
  }

  /** The last prediction's term has no number. */
  private static void put(Map<String, Double> losses, String name, Tensor terms) {
    float[] values = HostArrays.floats(terms);
    for (int i = 0; i < values.length; i++) {
      losses.put(i == 0 ? name : name + "_" + (i - 1), (double) values[i]);
    }
  }

  private List<Tensor> logits(Map<String, float[]> computed, String name) {
    List<Tensor> logits = new ArrayList<>();
    for (int i = 0; i < reference.predictions(); i++) {
      logits.add(device.floats(computed.get(name + i), reference.shapes().get(name + i)));
    }
    return logits;
  }

  private Targets targets() {
    int[] labelled = reference.labelled();
    byte[][] labels = new byte[labelled.length][];
    for (int i = 0; i < labels.length; i++) {
      FormulaClip clip = new FormulaClip(labelled[i] / reference.clipFrames());
      int classes = reference.config().classes().size();
      labels[i] = clip.labels(labelled[i] % reference.clipFrames(), classes);
    }
    return new Targets(device, labels, SIZE, SIZE);
  }

  /** The random points that the official losses were given: one call a row when matching. */
  private static final class FormulaPoints implements RandomPoints {
    private final TorchDevice device;
    private final ReferenceCase reference;
    private int calls;

    FormulaPoints(TorchDevice device, ReferenceCase reference) {
      this.device = device;
      this.reference = reference;
    }

    @Override
    public Tensor draw(long rows, long points) {
      float[] values = new float[Math.toIntExact(rows * points * 2)];
      boolean matching = points == LossSettings.OFFICIAL.points();
      int perCall = matching ? Math.toIntExact(points * 2) : values.length;
      for (int from = 0; from < values.length; from += perCall) {
        FormulaNumbers numbers = new FormulaNumbers("rand:" + reference.name() + ":" + calls++);
        for (int i = 0; i < perCall; i++) {
          values[from + i] = (float) numbers.unit(i);
        }
      }
      return device.floats(values, rows, points, 2);
    }
  }
}
