// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * Matches each target with one query, frame by frame: least sum of class, mask and dice cost on
 * points that a frame's queries and targets share (combo section 5).
 */
final class Matcher {
  private final TorchDevice device;
  private final LossSettings settings;

  Matcher(TorchDevice device, LossSettings settings) {
    this.device = device;
    this.settings = settings;
  }

  /** A target and the query that should show it. */
  record Match(int prediction, int frame, int query, int target) {}

  /**
   * Matches.
   *
   * @param classLogits [predictions, frames, queries, classes + 1]
   * @param maskLogits [predictions, frames, queries, h, w]
   * @param points [predictions, frames, points, 2]
   * @return by prediction, then frame, then query
   */
  Match[] match(Tensor classLogits, Tensor maskLogits, Tensor points, Targets targets) {
    float[] cost;
    try (NoGradGuard guard = new NoGradGuard()) {
      cost = HostArrays.floats(cost(classLogits, maskLogits, points, targets));
    }
    int predictions = (int) classLogits.size(0);
    int queries = (int) classLogits.size(2);
    int stride = queries * targets.widest();
    Match[] matches = new Match[predictions * targets.total()];
    int next = 0;
    for (int cell = 0; cell < predictions * targets.frames(); cell++) {
      int frame = cell % targets.frames();
      int prediction = cell / targets.frames();
      int[] queryOf = Hungarian.assign(rows(cost, cell * stride, queries, targets, frame));
      int[] order =
          IntStream.range(0, queryOf.length)
              .boxed()
              .sorted(Comparator.comparing(t -> queryOf[t]))
              .mapToInt(t -> t)
              .toArray();
      for (int target : order) {
        matches[next++] = new Match(prediction, frame, queryOf[target], target);
      }
    }
    return matches;
  }

  private static double[][] rows(float[] cost, int start, int queries, Targets targets, int frame) {
    double[][] rows = new double[targets.classes(frame).length][queries];
    for (int target = 0; target < rows.length; target++) {
      for (int query = 0; query < queries; query++) {
        float value = cost[start + query * targets.widest() + target];
        rows[target][query] = Float.isFinite(value) ? value : 1e6;
      }
    }
    return rows;
  }

  /** [predictions, frames, queries, widest]. */
  private Tensor cost(Tensor classLogits, Tensor maskLogits, Tensor points, Targets targets) {
    long predictions = maskLogits.size(0);
    long frames = maskLogits.size(1);
    long count = points.size(2);
    Tensor logits =
        PointSampling.sample(maskLogits.flatten(0, 1), points.flatten(0, 1))
            .view(predictions, frames, -1, count);
    Tensor truth = truth(points, targets);
    Tensor turned = truth.transpose(2, 3);
    Tensor positive = torch.softplus(torch.neg(logits)).matmul(turned);
    Tensor negative = torch.softplus(logits).matmul(torch.rsub(turned, new Scalar(1.0)));
    Tensor mask = torch.div(torch.add(positive, negative), new Scalar((double) count));
    Tensor cost = torch.mul(mask, new Scalar(settings.maskWeight()));
    cost = torch.add(cost, torch.mul(dice(logits, truth, turned), weight(settings.diceWeight())));
    Tensor likelihood = likelihood(classLogits, targets);
    return torch.sub(cost, torch.mul(likelihood, weight(settings.classWeight())));
  }

  private static Scalar weight(double weight) {
    return new Scalar(weight);
  }

  private static Tensor dice(Tensor logits, Tensor truth, Tensor turned) {
    Tensor chance = torch.sigmoid(logits);
    Tensor shared = torch.mul(chance.matmul(turned), new Scalar(2.0));
    Tensor sizes = torch.add(chance.sum(-1).unsqueeze(-1), truth.sum(-1).unsqueeze(-2));
    Tensor ratio = torch.div(torch.add(shared, new Scalar(1.0)), torch.add(sizes, new Scalar(1.0)));
    return torch.rsub(ratio, new Scalar(1.0));
  }

  /** Target masks at the points: [predictions, frames, widest, points]. */
  private static Tensor truth(Tensor points, Targets targets) {
    Tensor[] sampled =
        IntStream.range(0, (int) points.size(0))
            .mapToObj(p -> PointSampling.sample(targets.masks(), points.select(0, p)))
            .toArray(Tensor[]::new);
    return torch.stack(new org.bytedeco.pytorch.TensorVector(sampled));
  }

  /** Probability of each target's class: [predictions, frames, queries, widest]. */
  private Tensor likelihood(Tensor classLogits, Targets targets) {
    long predictions = classLogits.size(0);
    long frames = classLogits.size(1);
    long queries = classLogits.size(2);
    long[] wanted = new long[(int) frames * targets.widest()];
    for (int frame = 0; frame < frames; frame++) {
      int[] classes = targets.classes(frame);
      int at = frame * targets.widest();
      Arrays.setAll(wanted, i -> i >= at && i < at + classes.length ? classes[i - at] : wanted[i]);
    }
    Tensor index =
        device
            .longs(wanted, 1, frames, 1, targets.widest())
            .expand(predictions, frames, queries, (long) targets.widest());
    return torch.gather(torch.softmax(classLogits, -1), 3, index);
  }
}
