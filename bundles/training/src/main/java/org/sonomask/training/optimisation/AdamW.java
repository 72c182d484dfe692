// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.optimisation;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sonomask.training.libtorch.ParameterGroup;
import org.sonomask.training.libtorch.ParameterStore;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), β 0.9 and 0.999, ε 1e-8, after
 * clipping the gradient of the whole model to an L2 norm. Not thread-safe.
 */
public final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<ParameterGroup> groups;
  private final double decay;
  private final double clip;
  private final List<Tensor> means = new ArrayList<>();
  private final List<Tensor> squares = new ArrayList<>();
  private long steps;

  /**
   * An optimiser that has made no step.
   *
   * @param decay weight decay of the groups that decay
   * @param clip L2 norm that the model's gradient is clipped to
   */
  public AdamW(ParameterStore store, double decay, double clip) {
    this.groups = store.groups();
    this.decay = decay;
    this.clip = clip;
    for (ParameterGroup group : groups) {
      means.add(moment(group));
      squares.add(moment(group));
    }
  }

  private static Tensor moment(ParameterGroup group) {
    try (PointerScope scope = new PointerScope()) {
      Tensor zeros = torch.zeros_like(group.values());
      zeros.retainReference();
      return zeros;
    }
  }

  /** Sets all gradients to 0. */
  public void zeroGradients() {
    groups.forEach(group -> group.gradients().zero_());
  }

  /**
   * Clips the gradients and moves the parameters.
   *
   * @param learningRate of groups with rate 1
   * @return the gradient's L2 norm before clipping, a scalar tensor of the caller's scope
   */
  public Tensor step(double learningRate) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor norm = gradientNorm();
      Tensor inverse = torch.reciprocal(torch.add(norm, new Scalar(1e-6)));
      Tensor factor =
          torch.clamp(
              torch.mul(inverse, new Scalar(clip)),
              new ScalarOptional(),
              new ScalarOptional(new Scalar(1.0)));
      steps++;
      for (int i = 0; i < groups.size(); i++) {
        groups.get(i).gradients().mul_(factor);
        move(groups.get(i), means.get(i), squares.get(i), learningRate * groups.get(i).rate());
      }
      return norm;
    }
  }

  private Tensor gradientNorm() {
    Tensor[] norms = groups.stream().map(g -> torch.norm(g.gradients())).toArray(Tensor[]::new);
    return torch.norm(torch.stack(new TensorVector(norms)));
  }

  private void move(ParameterGroup group, Tensor mean, Tensor square, double rate) {
    Tensor gradient = group.gradients();
    if (group.decays()) {
      group.values().mul_(new Scalar(1 - rate * decay));
    }
    mean.lerp_(gradient, new Scalar(1 - BETA1));
    square.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
    Tensor denominator = torch.sqrt(square).div_(new Scalar(correction)).add_(new Scalar(EPSILON));
    double size = rate / (1 - Math.pow(BETA1, steps));
    group.values().addcdiv_(mean, denominator, new Scalar(-size));
  }

  /** Steps made. */
  public long steps() {
    return steps;
  }

  /** First moments of all groups, then second moments; the optimiser's own tensors. */
  public List<Tensor> moments() {
    List<Tensor> all = new ArrayList<>(means);
    all.addAll(squares);
    return all;
  }

  /** Goes on as if it had made that many steps, after {@link #moments} were written. */
  public void resume(long steps) {
    this.steps = steps;
  }
}
