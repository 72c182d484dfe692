// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loss.Matcher.Match;

/**
 * COMBO's losses (combo section 5) of all predictions at once: matching, cross entropy, masks on
 * points, inter-frame consistency. Tensors belong to the caller's scope.
 */
public final class ComboCriterion {
  private final TorchDevice device;
  private final LossSettings settings;
  private final RandomPoints random;
  private final Matcher matcher;

  /** A criterion that samples masks where {@code random} says. */
  public ComboCriterion(TorchDevice device, LossSettings settings, RandomPoints random) {
    this.device = device;
    this.settings = settings;
    this.random = random;
    this.matcher = new Matcher(device, settings);
  }

  /**
   * The losses of a batch.
   *
   * @param classLogits of every prediction in the network's order, each [N, queries, classes + 1]
   * @param maskLogits of every prediction, each [N, queries, h, w]; frames in clips one after
   *     another
   * @param labelled which of the N frames the targets belong to, in their order
   */
  public LossTerms losses(
      List<Tensor> classLogits, List<Tensor> maskLogits, int[] labelled, Targets targets) {
    Tensor classes = lastFirst(classLogits);
    Tensor masks = lastFirst(maskLogits);
    Tensor consistency =
        settings.consistencyWeight() == 0
            ? device.zeros(masks.size(0) - 1)
            : ConsistencyLoss.of(masks.narrow(0, 1, masks.size(0) - 1), settings.window());
    Tensor chosenClasses = chosen(classes, labelled);
    Tensor chosenMasks = chosen(masks, labelled);
    Points points = points((int) masks.size(0), targets);
    Match[] matches =
        matcher.match(chosenClasses.detach(), chosenMasks.detach(), points.matching(), targets);
    Tensor crossEntropy = crossEntropy(chosenClasses, matches, targets);
    Tensor[] maskLosses = maskLosses(chosenMasks, matches, targets, points);
    return new LossTerms(crossEntropy, maskLosses[0], maskLosses[1], consistency);
  }

  private static Tensor lastFirst(List<Tensor> predictions) {
    int last = predictions.size() - 1;
    List<Tensor> order = new ArrayList<>();
    order.add(predictions.get(last));
    order.addAll(predictions.subList(0, last));
    return torch.stack(new TensorVector(order.toArray(Tensor[]::new)));
  }

  private Tensor chosen(Tensor all, int[] labelled) {
    if (labelled.length == all.size(1)) {
      return all;
    }
    long[] indices = Arrays.stream(labelled).asLongStream().toArray();
    return all.index_select(1, device.longs(indices, indices.length));
  }

  /** All random points of a batch, drawn in the official order and stacked by prediction. */
  private record Points(Tensor matching, Tensor candidates, Tensor random) {}

  private Points points(int predictions, Targets targets) {
    Tensor[] matching = new Tensor[predictions];
    Tensor[] candidates = new Tensor[predictions];
    Tensor[] others = new Tensor[predictions];
    int rest = settings.points() - settings.uncertainPoints();
    for (int prediction = 0; prediction < predictions; prediction++) {
      matching[prediction] = random.draw(targets.frames(), settings.points());
      candidates[prediction] = random.draw(targets.total(), settings.candidates());
      others[prediction] = random.draw(targets.total(), rest);
    }
    return new Points(
        torch.stack(new TensorVector(matching)),
        torch.cat(new TensorVector(candidates)),
        torch.cat(new TensorVector(others)));
  }

  private Tensor crossEntropy(Tensor logits, Match[] matches, Targets targets) {
    long predictions = logits.size(0);
    int frames = targets.frames();
    int queries = (int) logits.size(2);
    int noObject = (int) logits.size(3) - 1;
    long[] wanted = new long[(int) predictions * frames * queries];
    Arrays.fill(wanted, noObject);
    for (Match match : matches) {
      int at = (match.prediction() * frames + match.frame()) * queries + match.query();
      wanted[at] = targets.classes(match.frame())[match.target()];
    }
    float[] weights = new float[noObject + 1];
    Arrays.fill(weights, 1);
    weights[noObject] = (float) settings.noObjectWeight();
    Tensor weight = device.floats(weights, weights.length);
    Tensor truth = device.longs(wanted, predictions, frames * queries);
    Tensor flat = logits.reshape(predictions, frames * queries, -1);
    Tensor likelihood =
        torch.gather(torch.log_softmax(flat, -1), 2, truth.unsqueeze(-1)).squeeze(-1);
    Tensor weighted = weight.index_select(0, truth.flatten()).view(truth.shape());
    return torch.neg(torch.div(torch.mul(likelihood, weighted).sum(1), weighted.sum(1)));
  }

  private Tensor[] maskLosses(Tensor masks, Match[] matches, Targets targets, Points points) {
    long predictions = masks.size(0);
    if (matches.length == 0) {
      Tensor none = torch.mul(masks.sum(1, 2, 3, 4), new Scalar(0.0));
      return new Tensor[] {none, none};
    }
    long[] queryIndex = new long[matches.length];
    long[] targetIndex = new long[matches.length];
    int queries = (int) masks.size(2);
    for (int i = 0; i < matches.length; i++) {
      Match m = matches[i];
      queryIndex[i] = ((long) m.prediction() * targets.frames() + m.frame()) * queries + m.query();
      targetIndex[i] = (long) m.frame() * targets.widest() + m.target();
    }
    Tensor logits =
        masks
            .flatten(0, 2)
            .index_select(0, device.longs(queryIndex, queryIndex.length))
            .unsqueeze(1);
    Tensor truth =
        targets
            .masks()
            .flatten(0, 1)
            .index_select(0, device.longs(targetIndex, targetIndex.length))
            .unsqueeze(1);
    Tensor where =
        PointSampling.uncertain(
            logits.detach(), points.candidates(), points.random(), settings.uncertainPoints());
    Tensor sampled = PointSampling.sample(logits, where).squeeze(1);
    Tensor sampledTruth = PointSampling.sample(truth, where).squeeze(1);
    return new Tensor[] {
      perPrediction(entropy(sampled, sampledTruth), predictions, targets),
      perPrediction(dice(sampled, sampledTruth), predictions, targets)
    };
  }

  private static Tensor perPrediction(Tensor perMask, long predictions, Targets targets) {
    Tensor sums = perMask.view(predictions, -1).sum(1);
    return torch.div(sums, new Scalar((double) Math.max(1, targets.total())));
  }

  private static Tensor entropy(Tensor logits, Tensor truth) {
    return torch
        .binary_cross_entropy_with_logits(
            logits, truth, new TensorOptional(), new TensorOptional(), 0)
        .mean(1);
  }

  private static Tensor dice(Tensor logits, Tensor truth) {
    Tensor chance = torch.sigmoid(logits);
    Tensor shared = torch.mul(torch.mul(chance, truth).sum(1), new Scalar(2.0));
    Tensor sizes = torch.add(chance.sum(1), truth.sum(1));
    Tensor ratio = torch.div(torch.add(shared, new Scalar(1.0)), torch.add(sizes, new Scalar(1.0)));
    return torch.rsub(ratio, new Scalar(1.0));
  }
}
